// Package resumable takes uploads in parts by the tus protocol (https://tus.io, version 1.0.0): tusd speaks it, and the desk of
// imports keeps the bytes. Nothing can be downloaded, listed, joined or left open-ended by it.
package resumable

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"time"

	"github.com/tus/tusd/v2/pkg/handler"
	"github.com/tus/tusd/v2/pkg/memorylocker"
	"golang.org/x/exp/slog"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/intake/upload"
)

// Options are what the protocol stands on.
type Options struct {
	Desk    *upload.Desk
	Path    string // under which an upload that was begun by Create has its address
	Now     func() time.Time
	Trouble func(error)

	Patience time.Duration // with a sender from whom nothing comes; 0 for a minute
}

// Handler takes the four acts of the protocol, of the upload that the route calls id. One handler serves all doors: it has one sender
// at a time write an upload. Who acts is said for each request by With; whoever may not is told what whoever asks
// for what is not there is told.
type Handler struct {
	Create, Ask, Add, Drop http.Handler
}

type actorKey struct{}

// With says who acts in a request that was checked.
func With(r *http.Request, who access.Actor) *http.Request {
	return r.WithContext(context.WithValue(r.Context(), actorKey{}, who))
}

// New makes the handler.
func New(o Options) (*Handler, error) {
	store := desk{o}
	composer := handler.NewStoreComposer()
	composer.UseCore(store)
	composer.UseTerminater(store)
	memorylocker.New().UseIn(composer)
	h, err := handler.NewUnroutedHandler(handler.Config{
		StoreComposer: composer, MaxSize: o.Desk.MaxBytes, BasePath: o.Path, NetworkTimeout: o.Patience,
		DisableDownload: true, DisableConcatenation: true, Cors: &handler.CorsConfig{Disable: true},
		Logger: slog.New(silent{}),
	})
	if err != nil {
		return nil, fmt.Errorf("take uploads in parts: %w", err)
	}
	act := func(do http.HandlerFunc) http.Handler {
		next := h.Middleware(do)
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			r.Header.Del("X-HTTP-Method-Override") // the route has said what is done
			next.ServeHTTP(w, r)
		})
	}
	of := func(do http.HandlerFunc) http.Handler {
		next := act(do)
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			named := *r
			named.URL = &url.URL{Path: r.PathValue("id")} // whatever the address looks like
			next.ServeHTTP(w, &named)
		})
	}
	return &Handler{act(h.PostFile), of(h.HeadFile), of(h.PatchFile), of(h.DelFile)}, nil
}

// desk gives the desk of imports to the protocol.
type desk struct{ Options }

func actor(ctx context.Context) access.Actor {
	who, _ := ctx.Value(actorKey{}).(access.Actor)
	return who
}

// answer turns an error into one of the protocol. What went wrong inside is told to whoever runs the server alone.
func (d desk) answer(err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, core.ErrNotFound):
		return handler.ErrNotFound
	case errors.Is(err, core.ErrConflict):
		return handler.NewError("ERR_CONFLICT", word(err), http.StatusConflict)
	case errors.Is(err, core.ErrInvalid):
		return handler.NewError("ERR_INVALID", word(err), http.StatusUnprocessableEntity)
	}
	if !errors.Is(err, context.Canceled) {
		d.Trouble(fmt.Errorf("upload in parts: %w", err))
	}
	return handler.NewError("ERR_UNAVAILABLE", "the server cannot take it now; what arrived is kept", http.StatusServiceUnavailable)
}

// word is the last word of a refusal, which is a key of the pages.
func word(err error) string {
	text := err.Error()
	for i := len(text) - 1; i >= 0; i-- {
		if text[i] == ' ' {
			return text[i+1:]
		}
	}
	return text
}

func (d desk) NewUpload(ctx context.Context, info handler.FileInfo) (handler.Upload, error) {
	u, err := d.Desk.Begin(ctx, actor(ctx), upload.Kind(info.MetaData["kind"]), info.MetaData["filename"], info.Size, d.Now().UTC())
	return &one{d, u.ID}, d.answer(err)
}

func (d desk) GetUpload(ctx context.Context, id string) (handler.Upload, error) {
	_, err := d.Desk.Get(ctx, actor(ctx), id)
	return &one{d, id}, d.answer(err)
}

func (d desk) AsTerminatableUpload(u handler.Upload) handler.TerminatableUpload { return u.(*one) }

// one is one upload.
type one struct {
	desk
	id string
}

func (o *one) GetInfo(ctx context.Context) (handler.FileInfo, error) {
	u, err := o.Desk.Get(ctx, actor(ctx), o.id)
	if err != nil {
		return handler.FileInfo{}, o.answer(err)
	}
	at, err := o.Desk.Offset(u)
	return handler.FileInfo{ID: u.ID, Size: u.Size, Offset: at}, o.answer(err)
}

func (o *one) WriteChunk(ctx context.Context, at int64, r io.Reader) (int64, error) {
	n, err := o.Desk.Write(ctx, actor(ctx), o.id, at, r)
	return n, o.answer(err)
}

func (o *one) FinishUpload(ctx context.Context) error {
	return o.answer(o.Desk.Finish(ctx, actor(ctx), o.id, o.Now().UTC()))
}

func (o *one) Terminate(ctx context.Context) error {
	return o.answer(o.Desk.Discard(ctx, actor(ctx), o.id, o.Now().UTC()))
}

// GetReader gives nothing: what was sent is not handed out again.
func (o *one) GetReader(context.Context) (io.ReadCloser, error) { return nil, handler.ErrNotFound }

// silent says nothing: names of files have no place in the server's output.
type silent struct{}

func (silent) Enabled(context.Context, slog.Level) bool  { return false }
func (silent) Handle(context.Context, slog.Record) error { return nil }
func (s silent) WithAttrs([]slog.Attr) slog.Handler      { return s }
func (s silent) WithGroup(string) slog.Handler           { return s }
