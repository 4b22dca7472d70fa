package web

import "github.com/taupier-eu/taupier/internal/core"

// stampsWords are those of time stamps.
var stampsWords = map[string]core.Text{
	"stamps": {EN: "Time stamps", FR: "Horodatages"},
	"stamps_is": {EN: "A time-stamp authority says that the signed entries were there before a given time. It learns one hash. Its stamps are in every export of the ledger.",
		FR: "Une autorité d'horodatage atteste que les inscriptions signées existaient avant une date donnée. Elle n'apprend qu'une empreinte. Ses horodatages figurent dans chaque export du registre."},
	"stamps_none": {EN: "No time-stamp authority is asked (stamps in server.yaml). That is a choice: without one, the times in the ledger are this server's word, apart from what witnesses saw.",
		FR: "Aucune autorité d'horodatage n'est sollicitée (stamps dans server.yaml). C'est un choix : sans elle, les dates du registre sont celles que donne ce serveur, hormis ce que les témoins ont vu."},
	"stamps_first":  {EN: "No time stamp was given yet.", FR: "Aucun horodatage n'a encore été obtenu."},
	"stamps_say":    {EN: "{n entry was|entries were} there before {at}.", FR: "{n inscription existait|inscriptions existaient} avant le {at}."},
	"stamps_failed": {EN: "The last request for a time stamp failed; it is tried again. Nothing else waits for it.", FR: "La dernière demande d'horodatage a échoué ; une nouvelle suit. Rien d'autre n'en dépend."},
	"stamps_late":   {EN: "The last time stamp is {age} old, more than twice the time between two.", FR: "Le dernier horodatage date de {age}, plus du double de l'intervalle prévu."},
	"stamps_clock":  {EN: "The authority's clock and this server's were {age} apart: one of the two is wrong.", FR: "L'horloge de l'autorité et celle de ce serveur différaient de {age} : l'une des deux est fausse."},
	"stamp_says":    {EN: "Last time stamp", FR: "Dernier horodatage"}, "stamp_by": {EN: "Authority", FR: "Autorité"}, "stamp_asked": {EN: "Asked", FR: "Demandé"},
	"stamp_since": {EN: "Entries signed since", FR: "Inscriptions signées depuis"}, "stamp_ends": {EN: "Its certificate ends", FR: "Fin de son certificat"},
}
