package web

import "github.com/taupier-eu/taupier/internal/core"

// startWords are the words of the page of hiring managers.
var startWords = map[string]core.Text{
	"start":          {EN: "Who can start", FR: "Qui peut commencer"},
	"start_is":       {EN: "Whether what is verified of everybody before the contract is done. That something is still awaited says nothing about the person.", FR: "Si ce qui est vérifié pour chacun avant le contrat est fait. Qu'un point soit encore attendu ne dit rien de la personne."},
	"start_hr":       {EN: "Whom each hiring manager is told of, and of whom you want to be asked first. The manager sees that, and no reason: none is kept here.", FR: "De qui chaque responsable est informé, et pour qui vous voulez être sollicité d'abord. Le responsable voit cela, sans motif : aucun n'est gardé ici."},
	"start_none":     {EN: "Nobody of yours is in an interview or hired.", FR: "Aucune personne de votre équipe n'est en entretien ou en recrutement."},
	"start_complete": {EN: "complete", FR: "complet"}, "start_waiting": {EN: "waiting for recruitment", FR: "en attente du recrutement"}, "start_see_hr": {EN: "see human resources", FR: "voir les ressources humaines"},
	"start_manager": {EN: "Hiring manager", FR: "Responsable"}, "start_nobody": {EN: "nobody yet", FR: "personne encore"}, "start_ask": {EN: "Ask me first", FR: "Me solliciter d'abord"}, "start_save": {EN: "Save", FR: "Enregistrer"},
	"state": {EN: "State", FR: "État"},
}
