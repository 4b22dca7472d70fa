package app

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"github.com/taupier-eu/taupier/internal/demo"
)

// demoEnd is the last day of the fictional company's logs, fixed so that a seed always gives the
// same bytes.
var demoEnd = time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC)

func (c *cli) demoCmd() *cobra.Command {
	cmd := &cobra.Command{Use: "demo", Short: "The fictional company: write it, or scan it at once"}
	cmd.AddCommand(c.demoRunCmd(), c.demoWriteCmd())
	return cmd
}

// demoSize are the choices about the fictional company.
type demoSize struct {
	seed         int64
	people, days int
}

func (d *demoSize) add(cmd *cobra.Command) {
	cmd.Flags().Int64Var(&d.seed, "seed", 1, "the same seed gives the same company, byte for byte")
	cmd.Flags().IntVar(&d.people, "people", 420, "staff; contractors and applications grow with it")
	cmd.Flags().IntVar(&d.days, "days", 90, "days of logs")
}

func (d demoSize) options(dir string) demo.Options {
	return demo.Options{Seed: d.seed, People: d.people, Days: d.days, End: demoEnd, Dir: dir}
}

func (c *cli) demoRunCmd() *cobra.Command {
	var size demoSize
	var f scanFlags
	cmd := &cobra.Command{
		Use: "run", Short: "Scan the fictional company and print the report", Args: cobra.NoArgs,
		Long: `Write the fictional company into a temporary folder, scan it as it would be scanned on your
own data, print the report, and remove the folder. Exits with 0: the findings are the point.`,
		RunE: func(cmd *cobra.Command, _ []string) error { return c.demoRun(cmd.Context(), size, f) },
	}
	size.add(cmd)
	f.add(cmd)
	return cmd
}

func (c *cli) demoRun(ctx context.Context, size demoSize, f scanFlags) error {
	f.noExitCode = true
	if f.now == "" {
		f.now = demoEnd.AddDate(0, 0, 1).Format(time.DateOnly)
	}
	tmp, err := os.MkdirTemp("", "taupier-demo-")
	if err != nil {
		return fail(exitIO, "make a temporary folder: %w", err)
	}
	defer os.RemoveAll(tmp)
	dir := filepath.Join(tmp, "company")
	if _, err := demo.Write(size.options(dir)); err != nil {
		return fail(exitIO, "write the fictional company: %w", err)
	}
	return c.scan(ctx, dir, f)
}

func (c *cli) demoWriteCmd() *cobra.Command {
	var size demoSize
	var truth string
	cmd := &cobra.Command{
		Use: "write FOLDER", Short: "Write the fictional company to a folder", Args: oneFolder,
		Example: "  taupier demo write ./armorel --seed 7 --truth truth.json\n  taupier scan ./armorel",
		RunE:    func(_ *cobra.Command, args []string) error { return c.demoWrite(args[0], truth, size) },
	}
	size.add(cmd)
	cmd.Flags().StringVar(&truth, "truth", "", "write what was planted to this file, outside the folder")
	return cmd
}

func (c *cli) demoWrite(dir, truth string, size demoSize) error {
	if size.people < 1 || size.days < 1 {
		return fail(exitUsage, "--people and --days must be at least 1")
	}
	if truth != "" && inside(dir, truth) {
		return fail(exitUsage, "--truth %s lies inside %s: what was planted must not be where the scan reads", truth, dir)
	}
	planted, err := demo.Write(size.options(dir))
	if err != nil {
		return fail(exitIO, "write the fictional company: %w", err)
	}
	if truth != "" {
		data, err := json.MarshalIndent(planted, "", "  ")
		if err != nil {
			return fail(exitIO, "write %s: %w", truth, err)
		}
		if err := os.WriteFile(truth, append(data, '\n'), 0o600); err != nil {
			return fail(exitIO, "write %s: %w", truth, err)
		}
	}
	fmt.Fprintf(c.err, "wrote %s; next: taupier scan %s\n", dir, dir)
	return nil
}

// inside reports whether file lies below dir.
func inside(dir, file string) bool {
	d, err1 := filepath.Abs(dir)
	f, err2 := filepath.Abs(file)
	if err1 != nil || err2 != nil {
		return true
	}
	rel, err := filepath.Rel(d, f)
	return err == nil && rel != ".." && !filepath.IsAbs(rel) && (len(rel) < 3 || rel[:3] != "../")
}
