// Package fairness changes who the people of a company folder are, and nothing of what they did, so that a scan of the
// changed folder can be compared with a scan of the first one. What must come out equal, byte by byte, is a duty (French
// Labour Code L1132-1; GDPR art. 22), not a wish; docs/explanation/fairness.md says what is changed and how.
package fairness
