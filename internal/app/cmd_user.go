package app

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"os"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/store"
)

func (c *cli) userCmd() *cobra.Command {
	var at serverPlace
	cmd := &cobra.Command{
		Use: "user", Short: "Users of a server that is stopped: add, list, disable, sign-in addresses",
		Long: `Users of a server that is stopped. While it runs, an administrator does this on its page Users.

Everything is written into the ledger as done on this machine. Roles that see people, cases or the
ledger are given at once only while there is no CISO or trustee; later they wait on the page
Second person until one of them confirms.`,
	}
	at.flags(cmd.PersistentFlags().StringVar)
	cmd.AddCommand(c.userAddCmd(&at), c.userListCmd(&at), c.userDisableCmd(&at), c.userLinkCmd(&at))
	return cmd
}

// withUsers opens the store of a server for itself. While the server runs, that is refused.
func (c *cli) withUsers(ctx context.Context, at serverPlace, do func(*store.DB) error) error {
	at, err := c.given(at)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(at.dir, 0o700); err != nil {
		return fail(exitIO, "make the data directory: %w", err)
	}
	key, err := ledgerKey(at.dir, newKeyName())
	if err != nil {
		return &exitError{exitIO, err}
	}
	db, err := openStore(ctx, at.dir, at.database, key)
	if err != nil {
		return fail(exitIO, "%w; while the server runs, use its page Users", err)
	}
	if err = tellRestored(ctx, db, at.dir, time.Now()); err == nil { // it ends one-time addresses, and not those that are made now
		err = do(db)
	}
	_, signed := db.Sign(ctx, time.Now())
	if err = errors.Join(err, signed, db.Close()); err != nil {
		return &exitError{codeOf(err), err}
	}
	return nil
}

// codeOf is the exit code of what a store refused.
func codeOf(err error) int {
	if errors.Is(err, core.ErrInvalid) || errors.Is(err, core.ErrConflict) || errors.Is(err, core.ErrNotFound) {
		return exitUsage
	}
	return exitIO
}

func (c *cli) userAddCmd(at *serverPlace) *cobra.Command {
	var u access.User
	var roles []string
	cmd := &cobra.Command{
		Use: "add --data-dir DIR --name NAME --role ROLE", Short: "Add a user and print an address that signs him in once", Args: cobra.NoArgs,
		Example: "  taupier user add --data-dir ./srv --name 'Anna Lindqvist' --login anna --role trustee",
		RunE: func(cmd *cobra.Command, _ []string) error {
			for _, r := range roles {
				u.Roles = append(u.Roles, access.Role(r))
			}
			return c.withUsers(cmd.Context(), *at, func(db *store.DB) error { return c.userAdd(cmd.Context(), db, at.dir, u) })
		},
	}
	cmd.Flags().StringVar(&u.Name, "name", "", "name as colleagues know it")
	cmd.Flags().StringVar(&u.Login, "login", "", "what the user types beside a password")
	cmd.Flags().StringVar(&u.Person, "person", "", "id of the user's own dossier, which keeps him from cases about himself")
	cmd.Flags().StringArrayVar(&roles, "role", nil, "a role; may be given again: "+roleNames())
	return cmd
}

func roleNames() string {
	var names []string
	for _, r := range access.Roles {
		names = append(names, string(r))
	}
	return strings.Join(names, ", ")
}

func (c *cli) userAdd(ctx context.Context, db *store.DB, dir string, u access.User) error {
	id, err := access.NewID("u-", rand.Reader)
	if err != nil {
		return err
	}
	u.ID = id
	if err := db.AddUserHere(ctx, u, time.Now()); err != nil {
		return userProblem(err)
	}
	now, err := db.Account(ctx, id)
	if err != nil {
		return err
	}
	if waiting := len(u.Roles) - len(now.Roles); waiting > 0 {
		fmt.Fprintf(c.err, "taupier: %d of the roles wait on the page Second person for a CISO or trustee\n", waiting)
	}
	return c.userLink(ctx, db, dir, id)
}

// userProblem says in words what the pages say by a key.
func userProblem(err error) error {
	says := map[string]string{
		"user_no_name":     "give --name, and a --login without spaces",
		"user_no_role":     "no such role; there are " + roleNames(),
		"user_apart":       "administrator stands apart from the roles that see people, cases or the ledger: who runs the server reads no case",
		"user_login_taken": "somebody has this --login already",
		"user_last":        "nobody would be left who can confirm anything: add another ciso or trustee first",
	}
	for key, text := range says {
		if strings.HasSuffix(err.Error(), key) {
			return fmt.Errorf("%s (%w)", text, err)
		}
	}
	return err
}

func (c *cli) userListCmd(at *serverPlace) *cobra.Command {
	return &cobra.Command{
		Use: "list --data-dir DIR", Short: "List the users and their roles, also while the server runs", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			at, err := c.given(*at)
			if err != nil {
				return err
			}
			db, err := at.toRead(cmd.Context())
			if err != nil {
				return &exitError{exitIO, err}
			}
			defer db.Close()
			users, err := db.Accounts(cmd.Context())
			if err != nil {
				return &exitError{exitIO, err}
			}
			return c.printUsers(users)
		},
	}
}

func (c *cli) printUsers(users []access.User) error {
	w := tabwriter.NewWriter(c.out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "ID\tNAME\tLOGIN\tPERSON\tROLES\tDISABLED")
	for _, u := range users {
		var roles []string
		for _, r := range u.Roles {
			roles = append(roles, string(r))
		}
		disabled := ""
		if !u.Disabled.IsZero() {
			disabled = u.Disabled.Format(time.DateOnly)
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\n", u.ID, u.Name, u.Login, u.Person, strings.Join(roles, ","), disabled)
	}
	return w.Flush()
}

func (c *cli) userDisableCmd(at *serverPlace) *cobra.Command {
	return &cobra.Command{
		Use: "disable --data-dir DIR ID", Short: "End a user's sessions, addresses and tokens, for good", Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return c.withUsers(cmd.Context(), *at, func(db *store.DB) error {
				u, err := db.Account(cmd.Context(), args[0])
				if err != nil {
					return fmt.Errorf("user %s: %w", args[0], err)
				}
				if !u.Disabled.IsZero() {
					return fmt.Errorf("user %s is disabled already (%w)", u.ID, core.ErrConflict)
				}
				return userProblem(db.DisableHere(cmd.Context(), "machine", u.ID, time.Now()))
			})
		},
	}
}

func (c *cli) userLinkCmd(at *serverPlace) *cobra.Command {
	return &cobra.Command{
		Use: "link --data-dir DIR ID", Short: "Print an address that signs a user in once, within fifteen minutes", Args: cobra.ExactArgs(1),
		Long: `Print an address that signs a user in once, within fifteen minutes: start the server and open it.
It proves who the user is only while he has neither a passkey nor a password.`,
		RunE: func(cmd *cobra.Command, args []string) error {
			return c.withUsers(cmd.Context(), *at, func(db *store.DB) error { return c.userLink(cmd.Context(), db, at.dir, args[0]) })
		},
	}
}

func (c *cli) userLink(ctx context.Context, db *store.DB, dir, id string) error {
	u, err := db.Account(ctx, id)
	if err != nil || !u.Disabled.IsZero() {
		return fmt.Errorf("user %s can sign in no more, or never could (%w)", id, errors.Join(err, core.ErrNotFound))
	}
	token, hash, err := access.NewToken(rand.Reader)
	if err != nil {
		return err
	}
	now := time.Now()
	if err := db.PutLink(ctx, access.Link{Hash: hash, User: id, Ends: now.Add(access.LinkLife)}, now); err != nil {
		return err
	}
	config, err := readConfig(dir)
	if err != nil {
		return err
	}
	base := config.URL
	if base == "" {
		base = "http://" + defaultListen
	}
	fmt.Fprintf(c.out, "%s\t%s/sign-in/%s\n", id, strings.TrimSuffix(base, "/"), token)
	return nil
}
