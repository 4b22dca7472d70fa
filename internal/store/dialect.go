package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/stdlib"
	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"github.com/taupier-eu/taupier/internal/core"
)

// engine is what differs between SQLite and PostgreSQL.
type engine struct {
	writer, reader *sql.DB
	statements     *statements        // of the reader; nil when its driver keeps them
	unlock         func() error       // gives the store to another process
	snapshot       sql.IsolationLevel // of a transaction that reads: everything at one moment
}

// strict reports whether the engine refuses bytes that are no text (PostgreSQL: what is not UTF-8, and NUL).
func (e *engine) strict() bool { return e.snapshot == sql.LevelRepeatableRead }

// unsure reports whether an error of a commit leaves open what the disk holds. After a sync that failed the kernel may have
// dropped what was to be written, and a second sync would say nothing of it: only a new start reads what is there.
func (e *engine) unsure(err error) bool {
	var lite *sqlite.Error
	return errors.As(err, &lite) && (lite.Code() == sqlite3.SQLITE_IOERR_FSYNC || lite.Code() == sqlite3.SQLITE_IOERR_DIR_FSYNC)
}

// cut reports whether an error of a commit leaves open whether it was done: the connection to the database server ended between the
// commit and its answer. Unlike after a failed sync, what is there can be read as soon as there is a connection. What pgx says of an
// error being safe to retry does not help: it says so of a commit that was sent.
func (e *engine) cut(err error) bool {
	if e.snapshot != sql.LevelRepeatableRead || errors.Is(err, pgx.ErrTxCommitRollback) {
		return false
	}
	var server *pgconn.PgError
	return !errors.As(err, &server) || server.SeverityUnlocalized != "ERROR" // an end of the session (FATAL) may come after the commit
}

// noRoom reports whether the disk took nothing. Nothing is unsure then: the engine has undone what it could not write.
func (e *engine) noRoom(err error) bool {
	var lite *sqlite.Error
	if errors.As(err, &lite) {
		switch code := lite.Code(); code & 0xff {
		case sqlite3.SQLITE_FULL, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN:
			return true
		default:
			return code == sqlite3.SQLITE_IOERR_WRITE || code == sqlite3.SQLITE_IOERR_TRUNCATE || code == sqlite3.SQLITE_IOERR_SHMSIZE
		}
	}
	var server *pgconn.PgError
	return errors.As(err, &server) && (server.Code == "53100" || server.Code == "25006") // disk_full, read_only_sql_transaction
}

// compact writes tables anew, without what was deleted or replaced in them.
func (e *engine) compact(ctx context.Context, tables []string) error {
	var statements []string
	if e.snapshot == sql.LevelRepeatableRead {
		for _, t := range tables {
			statements = append(statements, "vacuum full "+t)
		}
	} else {
		statements = []string{"vacuum", "pragma wal_checkpoint(truncate)"}
	}
	for _, s := range statements {
		if _, err := e.writer.ExecContext(ctx, s); err != nil {
			return fmt.Errorf("%s: %w", s, err)
		}
	}
	return nil
}

// settle writes what is in the log of an SQLite database into it and empties the log, so that neither holds what was erased; false when
// somebody still reads what was before. PostgreSQL is told that the space of what was deleted is free.
func (e *engine) settle(ctx context.Context) (bool, error) {
	if e.snapshot == sql.LevelRepeatableRead {
		_, err := e.writer.ExecContext(ctx, "vacuum")
		return true, unavailable(err)
	}
	var busy, log, done int
	err := e.writer.QueryRowContext(ctx, "pragma wal_checkpoint(truncate)").Scan(&busy, &log, &done)
	return busy == 0, unavailable(err)
}

func (e *engine) close() error {
	errs := []error{e.reader.Close()}
	if e.writer != e.reader {
		errs = append(errs, e.writer.Close())
	}
	if e.unlock != nil {
		errs = append(errs, e.unlock())
	}
	return errors.Join(errs...)
}

// fileName is the database inside a data directory.
const fileName = "taupier.db"

// eraseSetting has SQLite write zeros over what is deleted, also where a page is freed.
const eraseSetting = "&_pragma=secure_delete(1)"

// sqliteURL names a database file with the settings that durability needs: every commit is synced (FULL) before it is
// acknowledged, and a writer says so from the start, so that it waits rather than fails.
func sqliteURL(path, pragmas string) string {
	return "file:" + (&url.URL{Path: filepath.ToSlash(path)}).EscapedPath() + "?_pragma=busy_timeout(5000)&_pragma=foreign_keys(1)" + pragmas
}

// pagesKept is how much of the database all who read keep in memory together, in KiB.
const pagesKept = 256 << 10

// readers is how many read at the same time: few, as each keeps pages of its own, and enough that one who waits for the disk keeps no
// processor idle.
func readers() int { return max(4, 2*runtime.GOMAXPROCS(0)) }

// openSQLite opens the database of a data directory; own takes it from other processes.
func openSQLite(ctx context.Context, dir string, own bool) (*engine, error) {
	path := filepath.Join(dir, fileName)
	e := &engine{}
	if own {
		if err := os.MkdirAll(dir, 0o700); err != nil {
			return nil, fmt.Errorf("make the data directory: %w", err)
		}
		unlock, err := lockSQLite(ctx, filepath.Join(dir, "taupier.lock"))
		if err != nil {
			return nil, err
		}
		e.unlock = unlock
		if file, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600); err != nil {
			return nil, errors.Join(fmt.Errorf("%w: %w", core.ErrUnavailable, err), unlock())
		} else if err := file.Close(); err != nil {
			return nil, errors.Join(err, unlock())
		}
	} else if _, err := os.Stat(path); err != nil {
		return nil, fmt.Errorf("%s holds no store: %w", dir, err)
	}
	var err error
	if e.reader, err = sql.Open("sqlite", sqliteURL(path, "&_pragma=query_only(1)&_pragma=cache_size(-"+strconv.Itoa(pagesKept/readers())+")")); err != nil {
		return nil, fmt.Errorf("open %s: %w", path, err)
	}
	e.statements = &statements{db: e.reader, by: map[string]*sql.Stmt{}}
	e.reader.SetMaxOpenConns(readers())
	e.reader.SetMaxIdleConns(readers()) // each keeps its pages: opened anew it reads them all again
	e.writer = e.reader
	if !own {
		return e, nil
	}
	if e.writer, err = sql.Open("sqlite", sqliteURL(path, "&_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)&_pragma=cache_size(-65536)&_txlock=immediate"+eraseSetting)); err != nil {
		return nil, errors.Join(fmt.Errorf("open %s: %w", path, err), e.close())
	}
	e.writer.SetMaxOpenConns(1)
	return e, nil
}

// lockSQLite takes the lock of a data directory: an exclusive transaction on a small database beside it, which ends with the
// process whatever becomes of it.
func lockSQLite(ctx context.Context, path string) (func() error, error) {
	db, err := sql.Open("sqlite", "file:"+(&url.URL{Path: filepath.ToSlash(path)}).EscapedPath()+"?_pragma=busy_timeout(0)")
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", path, err)
	}
	db.SetMaxOpenConns(1)
	conn, err := db.Conn(ctx)
	if err == nil {
		_, err = conn.ExecContext(ctx, "begin exclusive")
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("another process uses %s: stop it first, or give another --data-dir (%w: %w)", filepath.Dir(path), core.ErrUnavailable, err), db.Close())
	}
	return func() error { return errors.Join(conn.Close(), db.Close()) }, nil
}

// lockNumber is the key of the advisory lock, with the schema's own beside it.
const lockNumber = 0x7461757

// openPostgres opens a database by its address.
func openPostgres(ctx context.Context, dsn string, own bool) (*engine, error) {
	config, err := pgx.ParseConfig(dsn)
	if err != nil {
		return nil, fmt.Errorf("address of PostgreSQL: %w", err)
	}
	config.RuntimeParams["synchronous_commit"] = "on"
	config.RuntimeParams["timezone"] = "UTC"
	db := stdlib.OpenDB(*config)
	e := &engine{writer: db, reader: db, snapshot: sql.LevelRepeatableRead}
	if !own {
		return e, nil
	}
	conn, err := db.Conn(ctx)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("open PostgreSQL: %w", err), db.Close())
	}
	var got bool
	if err := conn.QueryRowContext(ctx, "select pg_try_advisory_lock($1, hashtext(current_schema()))", lockNumber).Scan(&got); err != nil {
		return nil, errors.Join(fmt.Errorf("lock the store: %w", err), conn.Close(), db.Close())
	}
	if !got {
		return nil, errors.Join(fmt.Errorf("another process uses this database: stop it first (%w)", core.ErrUnavailable), conn.Close(), db.Close())
	}
	e.unlock = func() error {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 2*time.Second)
		defer cancel()
		// The database ends a session when it comes to it, and whoever starts next is not to be refused until then. When the session is gone,
		// so is the lock.
		_, _ = conn.ExecContext(ctx, "select pg_advisory_unlock($1, hashtext(current_schema()))", lockNumber)
		return conn.Close()
	}
	return e, nil
}
