package app

// Step is one stretch of the way that data takes.
type Step struct {
	Name string // verb
	From string // what goes in
	To   string // what comes out
	By   string // where it lives
}

// Flow is the product on one page, in the order in which a scan runs it. It is printed by
// `taupier version --flow` and held against the code by a test.
var Flow = []Step{
	{"intake", "company folder", "dossiers, log records", "internal/intake"},
	{"parse", "documents", "facts", "internal/parse"},
	{"observe", "log record", "observation", "internal/observe"},
	{"match", "log record", "rule match", "sigma"},
	{"detect", "observations", "findings, traits", "internal/detect"},
	{"check", "dossiers", "findings, traits", "internal/check"},
	{"verify", "dossiers", "tasks", "internal/vetting"},
	{"compare", "papers", "findings, traits", "internal/reuse"},
	{"link", "traits", "links, clusters, findings", "internal/link"},
	{"screen", "names, official lists", "hits, outside every score", "screen"},
	{"assess", "findings", "assessment", "internal/assess"},
	{"report", "everything above", "report", "internal/report"},
}
