package notify

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/wneessen/go-mail"
)

// SendCheckpoint mails a signed checkpoint of the ledger to somebody who keeps it: a size and hashes, no entry. It stands in the letter
// as a text, and as a file byte for byte as it was signed.
func (m *Mail) SendCheckpoint(ctx context.Context, to string, size int64, signed []byte, now time.Time) error {
	msg := mail.NewMsg()
	if err := errors.Join(msg.From(m.o.From), msg.To(to)); err != nil {
		return fmt.Errorf("mail a checkpoint: %w", err)
	}
	name := "checkpoint-" + strconv.FormatInt(size, 10) + ".txt"
	msg.Subject("Taupier: checkpoint / point de contrôle " + strconv.FormatInt(size, 10))
	msg.SetGenHeader("Auto-Submitted", "auto-generated")
	msg.SetDateWithValue(now)
	msg.SetBodyString(mail.TypeTextPlain, "Please keep this letter: it shows later that the record was not rewritten.\nMerci de garder cette lettre : elle montrera que le registre n'a pas été réécrit.\n\n"+string(signed))
	if err := msg.AttachReader(name, bytes.NewReader(signed)); err != nil {
		return fmt.Errorf("mail a checkpoint: %w", err)
	}
	if err := m.client.DialAndSendWithContext(ctx, msg); err != nil {
		return fmt.Errorf("mail a checkpoint: %w", err)
	}
	return nil
}
