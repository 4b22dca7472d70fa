package web

import (
	"crypto/sha256"
	_ "embed"
	"encoding/hex"

	"github.com/taupier-eu/taupier/internal/core"
)

//go:embed style.css
var style []byte

//go:embed upload.js
var uploadScript []byte

// asset is a file that every page may ask for, named by its content, so that it may be kept for good.
type asset struct {
	kind string
	body []byte
}

func assetPath(body []byte, ext string) string {
	sum := sha256.Sum256(body)
	return "/static/" + hex.EncodeToString(sum[:8]) + ext
}

var (
	stylePath  = assetPath(style, ".css")
	uploadPath = assetPath(uploadScript, ".js")
	scriptPath = assetPath(passkeyScript, ".js")

	assets = map[string]asset{stylePath: {"text/css; charset=utf-8", style}, scriptPath: {"text/javascript; charset=utf-8", passkeyScript},
		uploadPath: {"text/javascript; charset=utf-8", uploadScript}, workScriptPath: {"text/javascript; charset=utf-8", workScript}}
)

// Style is where the style sheet is.
func (b base) Style() string { return stylePath }

func (s *site) static(r *request) error {
	a, ok := assets[r.URL.Path]
	if !ok {
		return core.ErrNotFound
	}
	r.w.Header().Set("Content-Type", a.kind)
	r.w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
	_, _ = r.w.Write(a.body)
	return nil
}
