package store

import (
	"strings"
	"testing"
)

// A migration that stops half-way, in the middle of a step, goes on from the last whole step.
func TestAMigrationGoesOnWhereItStopped(t *testing.T) {
	e, err := openSQLite(t.Context(), t.TempDir(), true)
	if err != nil {
		t.Fatal(err)
	}
	defer e.close()
	steps := []migration{{1, "create table a (n bigint);\n"}, {2, "create table b (n bigint);\ninsert into b (n) values (1);\n"}}
	broken := []migration{steps[0], {2, steps[1].text + "this is no SQL;\n"}}
	if err := migrate(t.Context(), e.writer, broken); err == nil || !strings.Contains(err.Error(), "step 2") {
		t.Fatalf("%v", err)
	}
	for range 2 {
		if err := migrate(t.Context(), e.writer, steps); err != nil {
			t.Fatal(err)
		}
	}
	var n int
	if err := e.writer.QueryRowContext(t.Context(), "select count(*) from b").Scan(&n); err != nil || n != 1 {
		t.Errorf("%d rows, %v", n, err)
	}
	if err := migrate(t.Context(), e.writer, steps[:1]); err == nil || !strings.Contains(err.Error(), "newer program") {
		t.Errorf("a store of a later program: %v", err)
	}
}

func TestTheSettingsThatDurabilityNeeds(t *testing.T) {
	e, err := openSQLite(t.Context(), t.TempDir(), true)
	if err != nil {
		t.Fatal(err)
	}
	defer e.close()
	for pragma, want := range map[string]string{"journal_mode": "wal", "synchronous": "2", "foreign_keys": "1"} {
		var got string
		if err := e.writer.QueryRowContext(t.Context(), "pragma "+pragma).Scan(&got); err != nil || got != want {
			t.Errorf("%s is %s, want %s (%v)", pragma, got, want, err)
		}
	}
}
