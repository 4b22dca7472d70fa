package store_test

import (
	"testing"

	"github.com/taupier-eu/taupier/internal/store"
	"github.com/taupier-eu/taupier/internal/store/storetest"
)

func TestSQLite(t *testing.T) {
	storetest.Run(t, func(t *testing.T) string { return t.TempDir() })
}

func TestPostgreSQL(t *testing.T) { storetest.Run(t, store.PostgresPlaces(t)) }
