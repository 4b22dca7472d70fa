// Package content holds the data that ships inside the binary: signals, Sigma rules, test cases,
// places, networks and words. It has no logic; an analyst can overlay it with a folder.
package content

import "embed"

// FS holds the folders signals, rules, cases, rulecases, worlds, contacts, lists, vetting, interview, places, networks, technologies.csv, technology_versions.csv and words.
//
//go:embed all:contacts all:lists all:places all:networks all:signals all:rules all:cases all:rulecases all:worlds all:vetting all:interview technologies.csv technology_versions.csv
var FS embed.FS
