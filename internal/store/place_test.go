package store

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"net/url"
	"os"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
)

// PostgresPlaces gives places of empty stores on the server of this machine, or that of TAUPIER_POSTGRES: each a schema of its own.
func PostgresPlaces(t *testing.T) func(t *testing.T) string {
	t.Helper()
	place := postgresPlaces(t)
	return func(t *testing.T) string { return place(t) }
}

// PostgresPlace gives one such place.
func PostgresPlace(t testing.TB) string {
	t.Helper()
	return postgresPlaces(t)(t)
}

func postgresPlaces(t testing.TB) func(t testing.TB) string {
	t.Helper()
	server := os.Getenv("TAUPIER_POSTGRES")
	if server == "" {
		server = "postgres://postgres@127.0.0.1:5432/postgres?sslmode=disable&connect_timeout=2"
	}
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	conn, err := pgx.Connect(ctx, server)
	if err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatalf("no PostgreSQL: %v", err)
		}
		t.Skipf("no PostgreSQL: %v", err)
	}
	t.Cleanup(func() { conn.Close(context.Background()) })
	return func(t testing.TB) string {
		var b [8]byte
		if _, err := rand.Read(b[:]); err != nil {
			t.Fatal(err)
		}
		schema := "taupier_test_" + hex.EncodeToString(b[:])
		if _, err := conn.Exec(t.Context(), "create schema "+schema); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() {
			if _, err := conn.Exec(context.Background(), "drop schema "+schema+" cascade"); err != nil {
				t.Error(err)
			}
		})
		at, err := url.Parse(server)
		if err != nil {
			t.Fatal(err)
		}
		q := at.Query()
		q.Set("search_path", schema)
		at.RawQuery = q.Encode()
		return at.String()
	}
}
