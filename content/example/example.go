// Package example holds the company folder that `taupier init` writes: invented, commented, and read
// without a problem.
package example

import "embed"

// FS is the example folder.
//
//go:embed README.txt company.yaml people logs
var FS embed.FS
