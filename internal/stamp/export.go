package stamp

import (
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/taupier-eu/taupier/internal/ledger"
)

// Export holds the time stamps of an export against who may have given them.
type Export struct {
	CA   *CA
	held []held
}

// held is a stamp that holds, with what it stamps.
type held struct {
	Stamp
	point ledger.Checkpoint
}

// ErrNone says that whoever wanted time stamps has none before him.
var ErrNone = errors.New("no time stamp is in the export: nothing but the server itself says when its entries were there")

// Look takes the next stamp of an export (ledger.Stamped).
func (e *Export) Look(c ledger.Checkpoint, signed, token []byte) error {
	s, err := Check(token, signed, e.CA)
	if err == nil {
		e.held = append(e.held, held{s, c})
	}
	return err
}

// shown is how many stamps are listed unless all are asked for.
const shown = 10

// Say writes how many entries were there before which time, the newest last. It returns ErrNone when there was no stamp.
func (e *Export) Say(w io.Writer, all bool, now time.Time) error {
	if len(e.held) == 0 {
		return ErrNone
	}
	list := e.held
	if more := len(list) - shown; more > 0 && !all {
		fmt.Fprintf(w, "%d earlier time stamps hold\n", more)
		list = list[more:]
	}
	for _, h := range list {
		fmt.Fprintf(w, "the first %d entries were there before %s, says %s%s\n", h.point.Size, second(h.Before()), h.By, h.remark(now))
	}
	return nil
}

// clocksApart is how far the clocks of the ledger and of the authority may differ before it is said.
const clocksApart = 5 * time.Minute

// remark is what else has to be known of a stamp that holds.
func (h held) remark(now time.Time) (out string) {
	if now.After(h.Ends) {
		out = " (its certificate held then, and has ended on " + h.Ends.Format(time.DateOnly) + ")"
	}
	if ahead := h.point.At.Sub(h.Before()); ahead > clocksApart {
		out += " (the server dated it " + second(h.point.At) + ": its clock was ahead)"
	}
	return out
}

func second(t time.Time) string { return t.UTC().Format("2006-01-02 15:04:05 UTC") }
