package link

import "github.com/taupier-eu/taupier/internal/core"

// names of the kinds of things.
var names = map[core.TraitKind]core.Text{
	"phone":        {EN: "phone number", FR: "numéro de téléphone"},
	"email":        {EN: "e-mail address", FR: "adresse électronique"},
	"device":       {EN: "device", FR: "appareil"},
	"ip":           {EN: "access line", FR: "ligne d'accès"},
	"bank":         {EN: "payroll account", FR: "compte de paie"},
	"ship_to":      {EN: "delivery address", FR: "adresse de livraison"},
	"cv_text":      {EN: "CV text", FR: "texte de CV"},
	"photo":        {EN: "photo file", FR: "fichier photo"},
	"file":         {EN: "attached file", FR: "fichier joint"},
	"referee":      {EN: "referee", FR: "référent"},
	"document":     {EN: "identity document", FR: "document d'identité"},
	"remote_id":    {EN: "remote-control account", FR: "compte de prise en main"},
	"mfa_factor":   {EN: "authenticator", FR: "authentificateur"},
	"kvm_serial":   {EN: "network KVM", FR: "KVM réseau"},
	"bank_paper":   {EN: "bank document", FR: "document bancaire"},
	"cv_author":    {EN: "CV file author", FR: "auteur du fichier CV"},
	"applied_from": {EN: "line the application came from", FR: "ligne d'où vient la candidature"},
}

// Name is what a kind of thing is called, such as "delivery address".
func Name(kind core.TraitKind) core.Text { return names[kind] }
