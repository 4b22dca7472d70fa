package app

import (
	"errors"
	"fmt"
	"time"

	"github.com/taupier-eu/taupier/internal/backup"
)

// backupConfig has the running server back itself up. Without a folder it does not.
type backupConfig struct {
	Dir        string        `yaml:"dir"` // on another disk, or nothing is won
	Every      time.Duration `yaml:"every"`
	Keep       int           `yaml:"keep"` // how many; older ones are removed
	Recipients []string      `yaml:"recipients"`
}

func (b backupConfig) check() error {
	switch {
	case b.Dir == "":
		return nil
	case b.Every < time.Minute:
		return fmt.Errorf("backup.every is %s: want at least 1m", b.Every)
	case b.Keep < 1:
		return errors.New("backup.keep: want at least 1")
	}
	if _, err := backup.Recipients(b.Recipients); err != nil {
		return fmt.Errorf("backup.recipients: %w", err)
	}
	return nil
}
