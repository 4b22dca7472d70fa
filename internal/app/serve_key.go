package app

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/ledger"
	"github.com/taupier-eu/taupier/internal/store"
)

// demoKey names the ledger of the demo.
const demoKey = "taupier.demo"

// keyName names the ledger that a new data directory begins: a witness of many ledgers tells them apart by it.
func (f serveFlags) keyName() string {
	if f.demo {
		return demoKey
	}
	return newKeyName()
}

func newKeyName() string {
	var b [6]byte
	_, _ = rand.Read(b[:]) // it never fails
	return "taupier-" + hex.EncodeToString(b[:])
}

// openStore opens the store of a data directory, which holds the keys wherever the store is: database is the address of a
// PostgreSQL database, or "" for SQLite in the folder. The master key is where server.yaml says.
func openStore(ctx context.Context, dir, database string, key store.Key) (*store.DB, error) {
	config, err := readConfig(dir)
	if err != nil {
		return nil, err
	}
	o := store.Options{Place: dir, Random: rand.Reader, Key: key, KeyFile: config.masterFile(dir)}
	if database != "" {
		o.Place = database
	}
	db, err := store.Open(ctx, o)
	if err != nil {
		return nil, err
	}
	if err := keyFits(ctx, db, dir); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return db, nil
}

// masterFile is where the master key lies.
func (c serverConfig) masterFile(dir string) string {
	switch {
	case c.KeyFile == "":
		return filepath.Join(dir, store.MasterFile)
	case filepath.IsAbs(c.KeyFile):
		return c.KeyFile
	}
	return filepath.Join(dir, c.KeyFile)
}

// ledgerKey reads the key of a data directory, or makes one under a name: ledger.key signs and stays, ledger.pub goes to whoever
// verifies. The name of the key is the origin of the ledger.
func ledgerKey(dir, name string) (store.Key, error) {
	if err := whole(dir); err != nil {
		return store.Key{}, err
	}
	_, err := os.Stat(filepath.Join(dir, "ledger.key"))
	if errors.Is(err, os.ErrNotExist) {
		if _, err := os.Stat(filepath.Join(dir, "taupier.db")); err == nil {
			return store.Key{}, fmt.Errorf("%s holds a ledger and not its key (ledger.key): put the key back (%w)", dir, core.ErrUnavailable)
		}
	}
	private, err := keyPair(dir, "ledger", name)
	if err != nil {
		return store.Key{}, err
	}
	return keyOf(private)
}

// keyPair reads FILE.key of a folder, or makes one under a name with FILE.pub beside it. Both are on disk before anything is signed.
func keyPair(dir, file, name string) (string, error) {
	path := filepath.Join(dir, file+".key")
	data, err := os.ReadFile(path)
	if err == nil {
		return string(data), nil
	}
	if !errors.Is(err, os.ErrNotExist) {
		return "", fmt.Errorf("read a key: %w", err)
	}
	private, public, err := ledger.GenerateKey(rand.Reader, name)
	if err != nil {
		return "", err
	}
	if err := writeSynced(filepath.Join(dir, file+".pub"), public+"\n", 0o644); err != nil {
		return "", err
	}
	return private, writeSynced(path, private, 0o600)
}

func writeSynced(path, text string, mode os.FileMode) error {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, mode)
	if err != nil {
		return fmt.Errorf("keep a key: %w", err)
	}
	_, err = f.WriteString(text)
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return fmt.Errorf("keep a key: %w", err)
	}
	return nil
}

// keyOf reads the name out of a private key of signed notes: PRIVATE+KEY+<name>+<hash>+<key>.
func keyOf(private string) (store.Key, error) {
	parts := strings.Split(private, "+")
	if len(parts) < 5 {
		return store.Key{}, fmt.Errorf("ledger.key is not a key: put the right one back (%w)", core.ErrUnavailable)
	}
	return store.Key{Origin: parts[2] + "/ledger", Private: private}, nil
}

// keyFits refuses a key that did not sign the ledger at hand: with another one no verifier would believe what follows.
func keyFits(ctx context.Context, db *store.DB, dir string) error {
	h, err := db.Head(ctx)
	if err != nil || h.Note == "" {
		return err
	}
	public, err := os.ReadFile(filepath.Join(dir, "ledger.pub"))
	if err == nil {
		_, err = ledger.OpenCheckpoint([]byte(h.Note), strings.TrimSpace(string(public)))
	}
	if err != nil {
		return fmt.Errorf("the store's ledger was not signed by the key in %s: put its ledger.key and ledger.pub back (%w: %w)", dir, core.ErrUnavailable, err)
	}
	return nil
}
