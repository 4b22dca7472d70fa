// Command taupier finds unexplained contradictions in what a company already has about the people
// it hires to work remotely.
package main

import (
	"context"
	"os"
	"os/signal"

	"github.com/taupier-eu/taupier/internal/app"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	code := app.Main(ctx, os.Args[1:], os.Getenv, os.Stdin, os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}
