package sigma

import (
	"bytes"
	"errors"
)

// Documents are the parts of a Sigma file: detection rules, correlations of them, and filters.
type Documents struct {
	Rules        []*Rule
	Correlations []*Correlation
	Filters      []*Filter
}

// ParseAll reads a YAML file of Sigma rules, correlations and filters. Every document that cannot be used
// yields an *Error with file, line and reason (joined when there are several); the others are returned
// beside the error.
func ParseAll(file string, data []byte) (Documents, error) { return Reader{}.ParseAll(file, data) }

// ParseAll is the function ParseAll, with placeholders.
func (r Reader) ParseAll(file string, data []byte) (Documents, error) {
	var docs Documents
	if len(data) > maxFile {
		return docs, &Error{file, 1, "a rule file of more than 64 MiB"}
	}
	var errs []error
	for _, doc := range splitDocuments(data) {
		err := docs.parse(file, doc, r)
		var no *refusal
		switch {
		case errors.As(err, &no):
			errs = append(errs, &Error{file, no.line, no.reason})
		case err != nil:
			errs = append(errs, &Error{file, doc.firstLine, err.Error()})
		}
	}
	if len(docs.Rules)+len(docs.Correlations)+len(docs.Filters)+len(errs) == 0 {
		errs = append(errs, &Error{file, 1, "holds no rule"})
	}
	return docs, errors.Join(errs...)
}

func (d *Documents) parse(file string, doc document, with Reader) error {
	if bytes.Contains(doc.data, []byte("correlation")) || bytes.Contains(doc.data, []byte("filter")) {
		top, err := readYAML(doc)
		if err != nil {
			return err
		}
		switch {
		case top == nil || top.kind != yamlMap:
		case top.get("correlation") != nil:
			c, err := parseCorrelation(top)
			if err == nil {
				c.File = file
				d.Correlations = append(d.Correlations, c)
			}
			return err
		case top.get("filter") != nil:
			f, err := parseFilter(top, with)
			if err == nil {
				f.File = file
				d.Filters = append(d.Filters, f)
			}
			return err
		}
	}
	r, err := parseRule(doc, with)
	if err == nil && r != nil {
		r.File = file
		d.Rules = append(d.Rules, r)
	}
	return err
}
