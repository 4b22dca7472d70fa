package detect

import "github.com/taupier-eu/taupier/internal/core"

// Coverage remembers which kinds of facts the logs hold about whom, so that the report can say what
// could not be checked instead of passing it off as nothing found.
type Coverage struct {
	people dossiers[seenKinds]
}

type seenKinds uint8

const (
	seenSignin   seenKinds = 1 << iota // a sign-in with an address
	seenPlace                          // an act with a place on an ordinary line
	seenDevice                         // a device that reported
	seenEndpoint                       // something that ran or was attached
	seenMeeting                        // a meeting with the camera known
)

// NewCoverage makes an empty one.
func NewCoverage() *Coverage { return &Coverage{} }

// Feed takes one observation.
func (c *Coverage) Feed(d *core.Dossier, o *core.Observation) {
	k := seenKinds(0)
	switch {
	case o.Kind == core.KindDeviceSeen:
		k = seenDevice
	case o.Kind == core.KindProcess || o.Kind == core.KindHardware:
		k = seenEndpoint
	case o.Kind == core.KindMeeting && o.Camera != core.CameraUnknown:
		k = seenMeeting
	case o.Kind == core.KindSignin && o.IP.IsValid():
		k = seenSignin
	}
	if ofAccount(o) && o.Where.Ordinary() && o.Place.Known() {
		k |= seenPlace
	}
	*c.people.of(d) |= k
}

// Unknown lists what could not be checked of a dossier, in a fixed order. Only what bears on its
// stage: nobody expects a device of an applicant.
func (c *Coverage) Unknown(d *core.Dossier) []core.Unknown {
	var out []core.Unknown
	missing := func(absent bool, key, en, fr string) {
		if absent {
			out = append(out, core.Unknown{Key: key, Says: core.Text{EN: en, FR: fr}})
		}
	}
	seen := seenKinds(0)
	if s := c.people.get(d); s != nil {
		seen = *s
	}
	missing(len(d.Recorded.IdentityChecks) == 0, "identity", "no identity check is recorded", "aucun contrôle d'identité n'est consigné")
	missing(len(d.Recorded.Interviews) == 0, "interview", "no interview notes", "aucune note d'entretien")
	missing(d.Stated.Residence.Country == "", "residence", "no residence is stated, so no place could be compared", "aucune résidence n'est déclarée : aucun lieu n'a pu être comparé")
	if !d.Works() {
		missing(len(d.Files) == 0, "cv", "no CV could be read", "aucun CV n'a pu être lu")
		return out
	}
	missing(seen&seenSignin == 0, "signin", "no sign-in with an address in the logs", "aucune connexion avec une adresse dans les journaux")
	missing(seen&seenPlace == 0, "place", "no act from a line that tells a place", "aucun acte depuis une ligne qui situe un lieu")
	missing(seen&seenDevice == 0, "device", "no check-in of the issued device", "aucun signe de vie de l'appareil remis")
	missing(seen&seenEndpoint == 0, "endpoint", "nothing from the device itself (processes, hardware)", "rien de l'appareil lui-même (programmes, matériel)")
	missing(seen&seenMeeting == 0, "meeting", "no meeting report that tells of the camera", "aucun rapport de réunion qui parle de la caméra")
	missing(d.Role.Remote && len(d.Recorded.Shipments) == 0, "shipment", "no delivery of a device is recorded", "aucune livraison d'appareil n'est consignée")
	return out
}
