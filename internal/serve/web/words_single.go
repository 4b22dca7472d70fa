package web

import "github.com/taupier-eu/taupier/internal/core"

// singleText are the words of single sign-on.
var singleText = map[string]core.Text{
	"single":           {EN: "Company account", FR: "Compte de l'entreprise"},
	"single_by":        {EN: "By your company account", FR: "Par votre compte de l'entreprise"},
	"single_go":        {EN: "Sign in with", FR: "Se connecter avec"},
	"single_prove_is":  {EN: "You are asked to sign in there again, also when you are signed in already.", FR: "On vous y demande de vous connecter à nouveau, même si vous l'êtes déjà."},
	"single_prove_go":  {EN: "Show who you are with", FR: "Montrer qui vous êtes avec"},
	"single_is":        {EN: "Linked, it signs you in here. It says who you are and nothing else: your roles are given here. Whoever runs the provider could sign in as you; what you link is for you to weigh.", FR: "Lié, il vous connecte ici. Il dit qui vous êtes et rien d'autre : vos rôles sont donnés ici. Qui fait tourner le fournisseur pourrait se connecter à votre place ; à vous de peser ce lien."},
	"single_since":     {EN: "Linked since", FR: "Lié depuis"},
	"single_none":      {EN: "Not linked.", FR: "Non lié."},
	"single_link":      {EN: "Link with", FR: "Lier avec"},
	"single_unlink":    {EN: "Take the link away", FR: "Retirer le lien"},
	"single_in":        {EN: "You are signed in.", FR: "Vous êtes connecté."},
	"single_proved":    {EN: "We know again that it is you.", FR: "Nous savons à nouveau que c'est vous."},
	"single_linked":    {EN: "Your company account is linked. From now on it signs you in.", FR: "Votre compte de l'entreprise est lié. Il vous connecte désormais."},
	"single_on":        {EN: "Go on", FR: "Continuer"},
	"single_retry":     {EN: "Back", FR: "Retour"},
	"single_away":      {EN: "The company's sign-in service does not answer just now. Try again in a minute, or sign in another way.", FR: "Le service de connexion de l'entreprise ne répond pas en ce moment. Réessayez dans une minute ou connectez-vous autrement."},
	"single_again":     {EN: "This attempt is over: it took more than ten minutes, was used already, or began in another browser. Begin again.", FR: "Cette tentative est terminée : elle a duré plus de dix minutes, a déjà servi ou a commencé dans un autre navigateur. Recommencez."},
	"single_refused":   {EN: "The company's sign-in service did not sign you in.", FR: "Le service de connexion de l'entreprise ne vous a pas connecté."},
	"single_stale":     {EN: "The company's sign-in service did not ask you anew, so this is no proof. Whoever runs this server finds the reason in its log.", FR: "Le service de connexion de l'entreprise ne vous a pas interrogé à nouveau : ce n'est pas une preuve. Qui fait tourner ce serveur en trouve la raison dans son journal."},
	"single_weak":      {EN: "Sign in there in the way that your company requires here, such as with a second factor.", FR: "Connectez-vous là-bas de la manière que votre entreprise exige ici, par exemple avec un second facteur."},
	"single_untrusted": {EN: "The answer of the company's sign-in service does not hold, so it was not used. Whoever runs this server finds the reason in its log.", FR: "La réponse du service de connexion de l'entreprise n'est pas fiable et n'a pas été utilisée. Qui fait tourner ce serveur en trouve la raison dans son journal."},
	"single_unknown":   {EN: "That company account is not linked with you here. Sign in another way, such as by a one-time address of your administrator, and link it under Your account.", FR: "Ce compte de l'entreprise n'est pas lié au vôtre ici. Connectez-vous autrement, par exemple par une adresse à usage unique de l'administration, puis liez-le sous Votre compte."},
	"single_over":      {EN: "Your session ended meanwhile. Sign in again.", FR: "Votre session s'est terminée entre-temps. Reconnectez-vous."},
	"single_taken":     {EN: "That company account is linked with somebody else here already.", FR: "Ce compte de l'entreprise est déjà lié ici à une autre personne."},
}
