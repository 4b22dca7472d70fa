//go:build !linux

package app

import (
	"context"
	"os"
)

func failing() {
	os.Exit(Main(context.Background(), os.Args[1:], os.Getenv, os.Stdin, os.Stdout, os.Stderr))
}
