package app

import (
	"crypto/rand"
	"fmt"
	"strings"

	"github.com/taupier-eu/taupier/internal/access/oidc"
	"github.com/taupier-eu/taupier/internal/serve/web"
)

// provider makes the client of the company's own provider; nil when there is none. The provider is not asked for anything yet.
func provider(dir string, c serverConfig) (web.Provider, error) {
	if c.OIDC.Issuer == "" {
		return nil, nil
	}
	secret, err := secretLine(dir, c.OIDC.SecretFile)
	if err != nil {
		return nil, fmt.Errorf("%s: oidc: %w", configName, err)
	}
	client, err := oidc.New(oidc.Config{
		Issuer: c.OIDC.Issuer, Hosts: c.OIDC.Hosts, ClientID: c.OIDC.ClientID, Secret: secret, Name: c.OIDC.Name,
		Redirect: strings.TrimSuffix(c.URL, "/") + web.SingleBack, ACR: c.OIDC.RequiredACR, AMR: c.OIDC.RequiredAMR,
	}, rand.Reader)
	if err != nil {
		return nil, fmt.Errorf("%s: oidc: %w", configName, err)
	}
	return client, nil
}
