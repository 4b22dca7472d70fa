package casework

// Day is a milestone of a dossier, such as applied or started, on a day (2006-01-02).
type Day struct {
	What string `json:"what"`
	On   string `json:"on"`
}
