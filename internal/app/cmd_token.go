package app

import (
	"context"
	"crypto/rand"
	"fmt"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/store"
)

func (c *cli) tokenCmd() *cobra.Command {
	var at serverPlace
	cmd := &cobra.Command{
		Use: "token", Short: "Service tokens of a server that is stopped: create, list, revoke",
		Long: `Service tokens let programs use the API. While the server runs, everybody makes and ends his own on
its page Service tokens, after a proof; here whoever owns the machine does it for a user.

A token may what its user may at the moment of each request, within its scopes, and nothing that needs
a proof. Its secret is printed once and kept nowhere. Everything is written into the ledger as done on
this machine.`,
	}
	at.flags(cmd.PersistentFlags().StringVar)
	cmd.AddCommand(c.tokenCreateCmd(&at), c.tokenListCmd(&at), c.tokenRevokeCmd(&at))
	return cmd
}

func (c *cli) tokenCreateCmd(at *serverPlace) *cobra.Command {
	var k access.Token
	var scopes []string
	var days int
	cmd := &cobra.Command{
		Use: "create --data-dir DIR --user ID --name NAME --scope SCOPE", Short: "Make a token and print its secret, once", Args: cobra.NoArgs,
		Example: "  taupier token create --data-dir ./srv --user u-0123 --name 'nightly job' --scope people.see --scope case.work --days 30",
		RunE: func(cmd *cobra.Command, _ []string) error {
			for _, s := range scopes {
				k.Scopes = append(k.Scopes, access.Permission(s))
			}
			if days < 1 || days > 365 {
				return fail(exitUsage, "--days %d: want 1 to 365", days)
			}
			return c.withUsers(cmd.Context(), *at, func(db *store.DB) error { return c.tokenCreate(cmd.Context(), db, k, days) })
		},
	}
	cmd.Flags().StringVar(&k.User, "user", "", "id of the user for whom the program acts (taupier user list)")
	cmd.Flags().StringVar(&k.Name, "name", "", "what the token is for")
	cmd.Flags().StringArrayVar(&scopes, "scope", nil, "what the program may do, as the API's x-permission says; may be given again")
	cmd.Flags().IntVar(&days, "days", int(access.TokenUsual/(24*time.Hour)), "for how many days, 1 to 365")
	return cmd
}

func (c *cli) tokenCreate(ctx context.Context, db *store.DB, k access.Token, days int) error {
	id, err := access.NewID("k-", rand.Reader)
	if err != nil {
		return err
	}
	secret, hash, err := access.NewService(rand.Reader)
	if err != nil {
		return err
	}
	now := time.Now()
	k.ID, k.Hash, k.Ends = id, hash, now.Add(time.Duration(days)*24*time.Hour)
	u, err := db.Account(ctx, k.User)
	if err != nil {
		return fmt.Errorf("user %q: %w; taupier user list names them", k.User, err)
	}
	if err := db.MakeTokenHere(ctx, k, now); err != nil {
		return tokenProblem(err, u)
	}
	fmt.Fprintf(c.err, "taupier: the secret of %s is shown this once\n", id)
	fmt.Fprintln(c.out, secret)
	return nil
}

// tokenProblem says in words what the pages say by a key.
func tokenProblem(err error, u access.User) error {
	may := strings.Join(texts(access.Scopable(access.Actor{User: u.ID, Roles: u.Roles})), ", ")
	says := map[string]string{
		"token_no_name":    "give --name, what the token is for",
		"token_no_scope":   "give --scope; for " + u.ID + " there is: " + may,
		"token_not_yours":  "a token is never allowed more than its user, and nothing that needs a proof; for " + u.ID + " there is: " + may,
		"token_many":       u.ID + " has twenty live tokens: revoke one first",
		"user_is_disabled": u.ID + " is disabled",
	}
	for key, text := range says {
		if strings.HasSuffix(err.Error(), key) {
			return fmt.Errorf("%s (%w)", text, err)
		}
	}
	return err
}

func texts(all []access.Permission) []string {
	var out []string
	for _, p := range all {
		out = append(out, string(p))
	}
	return out
}

func (c *cli) tokenListCmd(at *serverPlace) *cobra.Command {
	return &cobra.Command{
		Use: "list --data-dir DIR", Short: "List the tokens of every user, with their last use by the hour", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return c.withUsers(cmd.Context(), *at, func(db *store.DB) error {
				users, err := db.Accounts(cmd.Context())
				if err != nil {
					return err
				}
				w := tabwriter.NewWriter(c.out, 0, 0, 2, ' ', 0)
				fmt.Fprintln(w, "ID\tUSER\tNAME\tSCOPES\tMADE\tENDS\tUSED")
				for _, u := range users {
					all, err := db.Tokens(cmd.Context(), u.ID)
					if err != nil {
						return err
					}
					for _, k := range all {
						used := "never"
						if !k.Used.IsZero() {
							used = k.Used.Format(time.RFC3339)
						}
						fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\t%s\n", k.ID, k.User, printable(k.Name), strings.Join(texts(k.Scopes), ","), k.Made.Format(time.DateOnly), k.Ends.Format(time.DateOnly), used)
					}
				}
				return w.Flush()
			})
		},
	}
}

func (c *cli) tokenRevokeCmd(at *serverPlace) *cobra.Command {
	return &cobra.Command{
		Use: "revoke --data-dir DIR ID", Short: "End a token at once", Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return c.withUsers(cmd.Context(), *at, func(db *store.DB) error {
				if err := db.EndTokenHere(cmd.Context(), args[0], time.Now()); err != nil {
					return fmt.Errorf("token %s: %w", args[0], err)
				}
				return nil
			})
		},
	}
}
