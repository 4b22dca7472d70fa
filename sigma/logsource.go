package sigma

// LogSource names where events come from, as in the Sigma specification 2.1, "log source".
type LogSource struct {
	Product  string `yaml:"product"`
	Category string `yaml:"category"`
	Service  string `yaml:"service"`
}
