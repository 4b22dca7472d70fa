package app

import (
	"context"

	"github.com/taupier-eu/taupier/internal/store"
)

// serverPlace is where a server keeps its things: a data directory, and a PostgreSQL database when it has one.
type serverPlace struct{ dir, database string }

// flags adds the flags that name it, with such as cmd.Flags().StringVar.
func (p *serverPlace) flags(add func(p *string, name, value, usage string)) {
	add(&p.dir, "data-dir", "", "folder of the server")
	add(&p.database, "database", "", "address of its PostgreSQL database, postgres://... (default $TAUPIER_DATABASE, else SQLite in the data directory)")
}

// given refuses a place that names no folder, and looks into the environment for its database.
func (c *cli) given(p serverPlace) (serverPlace, error) {
	if p.dir == "" {
		return p, fail(exitUsage, "give the server's folder: --data-dir DIR")
	}
	if p.database == "" {
		p.database = c.env("TAUPIER_DATABASE")
	}
	return p, nil
}

// at names the store as the package store does.
func (p serverPlace) at() string {
	if p.database != "" {
		return p.database
	}
	return p.dir
}

// toRead opens the store beside the server that owns it.
func (p serverPlace) toRead(ctx context.Context) (*store.DB, error) {
	config, err := readConfig(p.dir)
	if err != nil {
		return nil, err
	}
	return store.OpenToReadWith(ctx, store.Options{Place: p.at(), KeyFile: config.masterFile(p.dir)})
}
