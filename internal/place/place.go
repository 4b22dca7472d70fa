// Package place answers where: cities and distances from a small gazetteer, and the kind of network
// an address belongs to, from dated data files and what the company declares.
package place
