package sigma

import (
	"errors"
	"slices"
	"strings"
)

// Rule is one parsed Sigma detection rule. Its text fields are as written.
type Rule struct {
	ID, Name, Title, Description string
	Level, Status                string
	Author, Date, Modified       string
	File                         string // as given to ParseRules
	Line                         int    // first line of the rule in File
	LogSource                    LogSource
	Tags                         []string
	Fields                       []string
	FalsePositives               []string
	References                   []string
	Custom                       map[string]any // top-level keys outside the specification

	expr *expr
}

const maxFile = 64 << 20

// ParseRules reads the Sigma detection rules of a YAML file of one or more documents. Every document
// that cannot be used yields an *Error with file, line and reason (joined when there are several); the
// rules that can be used are returned beside the error.
func ParseRules(file string, data []byte) ([]*Rule, error) { return Reader{}.ParseRules(file, data) }

func parseFile(file string, data []byte, parse func(document) (*Rule, error)) ([]*Rule, error) {
	if len(data) > maxFile {
		return nil, &Error{file, 1, "a rule file of more than 64 MiB"}
	}
	var rules []*Rule
	var errs []error
	for _, doc := range splitDocuments(data) {
		r, err := parse(doc)
		var no *refusal
		switch {
		case errors.As(err, &no):
			errs = append(errs, &Error{file, no.line, no.reason})
		case err != nil:
			errs = append(errs, &Error{file, doc.firstLine, err.Error()})
		case r != nil:
			r.File = file
			rules = append(rules, r)
		}
	}
	if len(rules) == 0 && len(errs) == 0 {
		errs = append(errs, &Error{file, 1, "holds no rule"})
	}
	return rules, errors.Join(errs...)
}

func parseRule(doc document, with Reader) (*Rule, error) {
	top, err := readYAML(doc)
	if err != nil || top == nil || top.kind == yamlNull {
		return nil, err
	}
	if top.kind != yamlMap {
		return nil, refuse(top.line, "a rule is a map, not %s", top.kind)
	}
	if err := refuseOtherKinds(top); err != nil {
		return nil, err
	}
	r := &Rule{Line: top.line}
	if err := r.readHead(top); err != nil {
		return nil, err
	}
	det := top.get("detection")
	if det == nil {
		return nil, refuse(top.line, "rule %q has no detection", r.Title)
	}
	if err := with.expand(det); err != nil {
		return nil, err
	}
	if r.expr, err = parseDetection(det); err != nil {
		return nil, err
	}
	return r, nil
}

// refuseOtherKinds names the documents of the Sigma family that are not detection rules.
func refuseOtherKinds(top *yamlNode) error {
	for _, p := range top.pairs {
		switch p.key {
		case "correlation":
			return refuse(p.line, "a correlation: ParseAll reads those")
		case "filter":
			return refuse(p.line, "a filter: ParseAll reads those")
		case "action":
			return refuse(p.line, "a rule collection (key action): collections are not supported")
		}
	}
	return nil
}

var (
	levels   = []string{"informational", "low", "medium", "high", "critical"}
	statuses = []string{"stable", "test", "experimental", "deprecated", "unsupported"}
)

func (r *Rule) readHead(top *yamlNode) error {
	source := false
	for _, p := range top.pairs {
		var err error
		switch p.key {
		case "title":
			err = readText(p, &r.Title)
		case "id":
			err = readText(p, &r.ID)
		case "name":
			err = readText(p, &r.Name)
		case "description":
			err = readText(p, &r.Description)
		case "author":
			err = readText(p, &r.Author)
		case "date":
			err = readText(p, &r.Date)
		case "modified":
			err = readText(p, &r.Modified)
		case "level":
			err = readChoice(p, &r.Level, levels)
		case "status":
			err = readChoice(p, &r.Status, statuses)
		case "taxonomy":
			var t string
			err = readChoice(p, &t, []string{"sigma"})
		case "tags":
			err = readTexts(p, &r.Tags)
		case "fields":
			err = readTexts(p, &r.Fields)
		case "falsepositives":
			err = readTexts(p, &r.FalsePositives)
		case "references":
			err = readTexts(p, &r.References)
		case "logsource":
			source = true
			err = r.readLogSource(p)
		case "detection", "related", "license", "scope":
		default:
			if r.Custom == nil {
				r.Custom = map[string]any{}
			}
			r.Custom[p.key] = p.value.plain()
		}
		if err != nil {
			return err
		}
	}
	switch {
	case r.Title == "":
		return refuse(top.line, "rule has no title")
	case !source:
		return refuse(top.line, "rule %q has no logsource", r.Title)
	}
	return nil
}

func (r *Rule) readLogSource(p yamlPair) error {
	if p.value.kind != yamlMap {
		return refuse(p.line, "logsource is a map, not %s", p.value.kind)
	}
	for _, f := range p.value.pairs {
		var err error
		switch f.key {
		case "product":
			err = readText(f, &r.LogSource.Product)
		case "category":
			err = readText(f, &r.LogSource.Category)
		case "service":
			err = readText(f, &r.LogSource.Service)
		case "definition":
		default:
			err = refuse(f.line, "logsource: the key %q is not known, and to leave it out would widen the rule", f.key)
		}
		if err != nil {
			return err
		}
	}
	if r.LogSource == (LogSource{}) {
		return refuse(p.line, "logsource names no product, category or service")
	}
	return nil
}

func readText(p yamlPair, to *string) error {
	switch p.value.kind {
	case yamlString, yamlNumber, yamlBool:
		*to = p.value.text
	case yamlNull:
	default:
		return refuse(p.line, "%s is a text, not %s", p.key, p.value.kind)
	}
	return nil
}

func readChoice(p yamlPair, to *string, of []string) error {
	if err := readText(p, to); err != nil {
		return err
	}
	if !slices.Contains(of, *to) {
		return refuse(p.line, "%s is %q; want one of %s", p.key, *to, strings.Join(of, ", "))
	}
	return nil
}

// readTexts reads a list of texts; a single text is a list of one.
func readTexts(p yamlPair, to *[]string) error {
	items := p.value.items
	switch p.value.kind {
	case yamlNull:
	case yamlList:
	case yamlMap:
		return refuse(p.line, "%s is a list of texts, not a map", p.key)
	default:
		items = []*yamlNode{p.value}
	}
	for _, it := range items {
		var s string
		if err := readText(yamlPair{p.key, it.line, it}, &s); err != nil {
			return err
		}
		*to = append(*to, s)
	}
	return nil
}
