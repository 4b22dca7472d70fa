package store_test

import (
	"testing"

	"github.com/taupier-eu/taupier/internal/store"
	"github.com/taupier-eu/taupier/internal/store/storetest"
)

func TestT05WhatStoodInClearIsSealedAndIsGoneFromTheFiles(t *testing.T) {
	t.Run("SQLite", func(t *testing.T) {
		dir, words := t.TempDir(), storetest.NewCanaries()
		o := store.NewOld(t, dir, words.Word)
		if _, held := words.Folder(t, dir); len(held) == 0 {
			t.Fatal("nothing stood in clear before: the test shows nothing")
		}
		o.Check(t)
		if size, held := words.Folder(t, dir); len(held) > 0 {
			t.Errorf("of %d words in %d bytes, in clear: %q", words.Len(), size, held)
		}
	})
	t.Run("PostgreSQL", func(t *testing.T) {
		o := store.NewOld(t, store.PostgresPlaces(t)(t), storetest.NewCanaries().Word)
		o.Check(t)
		o.Check(t)
	})
}
