package lists

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/taupier-eu/taupier/screen/list"
)

// Implausible is what speaks against a version that could be read. A human who knows better can accept it.
type Implausible struct{ Reasons []string }

func (e *Implausible) Error() string { return strings.Join(e.Reasons, "; ") }

// maxRejected is the share of entries, one in so many, that may be unusable: with more the form has changed.
const maxRejected = 20

// plausible compares what arrived with the version in use (nil when there is none) and with what the source says is usual
// (nil when no source is known). The error is *Implausible.
func plausible(v *Version, last *Version, src *Source) error {
	var why []string
	against := func(format string, args ...any) { why = append(why, fmt.Sprintf(format, args...)) }
	if v.Rejected*maxRejected > v.Entries {
		against("%d of %d entries could not be used: the form of the list may have changed", v.Rejected, v.Entries+v.Rejected)
	}
	if src != nil {
		if size := total(v.Files); v.From != "" && (size < src.Bytes[0]/2 || size > 2*src.Bytes[1]) {
			against("%d bytes, where %d to %d are usual", size, src.Bytes[0], src.Bytes[1])
		}
		if last == nil && v.Entries < src.Entries[0]/2 {
			against("%d entries, where %d to %d are usual", v.Entries, src.Entries[0], src.Entries[1])
		}
	}
	if last != nil {
		if v.Entries < last.Entries/2 {
			against("%d entries, less than half of the %d of %s", v.Entries, last.Entries, day(last))
		}
		if v.From != "" && v.From == last.From && total(v.Files) < total(last.Files)/2 {
			against("%d bytes, less than half of the %d of %s", total(v.Files), total(last.Files), day(last))
		}
		if !v.Published.IsZero() && v.Published.Before(last.Published) {
			against("published on %s, before the version in use (%s)", v.Published.Format(time.DateOnly), last.Published.Format(time.DateOnly))
		}
	}
	if len(why) > 0 {
		return &Implausible{why}
	}
	return nil
}

// doubt is what is unusual about a version and not enough to refuse it.
func doubt(v *Version, src *Source) string {
	if src == nil || v.Entries >= src.Entries[0] {
		return ""
	}
	return fmt.Sprintf("%d entries, where %d to %d are usual: an old copy, or a part of it?", v.Entries, src.Entries[0], src.Entries[1])
}

// only picks the one list that files hold. Whatever else is in them speaks against them.
func only(all []list.List, problems []list.Problem) (*list.List, error) {
	var why []string
	for _, p := range problems {
		at := p.File
		if at != "" {
			at += ": "
		}
		why = append(why, at+p.Reason)
	}
	switch {
	case len(all) == 0 && len(why) > 0:
		return nil, errors.New(strings.Join(why, "; "))
	case len(all) == 0:
		return nil, errors.New("no list in it")
	case len(all) > 1:
		return nil, fmt.Errorf("%s and %s: give the files of one list at a time", all[0].Name, all[1].Name)
	case len(all[0].Entries) == 0:
		return nil, fmt.Errorf("no entry of %s in it", all[0].Name)
	case len(why) > 0:
		return &all[0], &Implausible{why}
	}
	return &all[0], nil
}

func total(files []File) (n int64) {
	for _, f := range files {
		n += f.Bytes
	}
	return n
}

// day is the day by which a version is called.
func day(v *Version) string {
	if !v.Published.IsZero() {
		return v.Published.Format(time.DateOnly)
	}
	return v.Installed.Format(time.DateOnly)
}
