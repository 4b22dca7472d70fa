package store_test

import (
	"os"
	"testing"

	"github.com/taupier-eu/taupier/internal/store"
	"github.com/taupier-eu/taupier/internal/store/storetest"
)

// TestMain lets the test binary stand in for a process that is killed.
func TestMain(m *testing.M) {
	storetest.Child()
	os.Exit(m.Run())
}

func TestSQLite(t *testing.T) {
	storetest.Run(t, func(t *testing.T) string { return t.TempDir() })
}

func TestPostgreSQL(t *testing.T) { storetest.Run(t, store.PostgresPlaces(t)) }
