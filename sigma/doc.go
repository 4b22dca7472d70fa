// Package sigma reads Sigma rules, correlations and filters, and matches log records against them.
//
// ParseRules reads rule files, Compile makes a Set of the rules, and a Matcher of the set answers for one
// Event after the other. ParseAll reads correlations and filters as well; a Correlator joins hits of rules
// to alerts. A Reader knows values of placeholders, a Pipeline what fields are called in the logs at hand,
// a Live set can be replaced while it is in use, and a Survey tells what rules cannot see in a log.
//
// A rule is honoured in full or refused with an *Error that says where and why. docs/reference/sigma.md
// describes the language and what the specification leaves open.
package sigma
