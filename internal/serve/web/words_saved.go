package web

import "github.com/taupier-eu/taupier/internal/core"

// savedWords are those of kept views and of comparing people.
var savedWords = map[string]core.Text{
	"views": {EN: "Kept views", FR: "Vues gardées"}, "views_is": {EN: "A view is a filter of the queue under a name.", FR: "Une vue est un filtre de la file sous un nom."}, "views_none": {EN: "No view is kept.", FR: "Aucune vue n'est gardée."},
	"views_keep": {EN: "Keep this view", FR: "Garder cette vue"}, "views_called": {EN: "Name of the view", FR: "Nom de la vue"}, "views_who": {EN: "Who sees it", FR: "Qui la voit"}, "views_me": {EN: "Only I", FR: "Moi seul"}, "views_share": {EN: "everybody of the role", FR: "toutes les personnes du rôle"},
	"views_names":  {EN: "Name nobody in a view that others see: the person may be among them.", FR: "Ne nommez personne dans une vue que d'autres voient : la personne peut en être."},
	"views_begins": {EN: "your queue begins here", FR: "votre file commence ici"}, "views_begin": {EN: "Begin my queue here", FR: "Commencer ma file ici"}, "views_begin_not": {EN: "Begin it as before", FR: "Commencer comme avant"}, "views_delete": {EN: "Delete", FR: "Supprimer"}, "views_rename": {EN: "Rename", FR: "Renommer"},
	"views_name": {EN: "Give the view a name of at most 80 letters.", FR: "Donnez à la vue un nom de 80 lettres au plus."}, "views_role": {EN: "You do not have that role.", FR: "Vous n'avez pas ce rôle."}, "views_words": {EN: "A filter with words that look for somebody is not shown to others. Keep it for yourself, or take the words out.", FR: "Un filtre avec des mots qui cherchent quelqu'un n'est pas montré à d'autres. Gardez-le pour vous, ou retirez les mots."}, "views_most": {EN: "You keep fifty views already: delete one first.", FR: "Vous gardez déjà cinquante vues : supprimez-en une d'abord."},

	"compare": {EN: "Side by side", FR: "Côte à côte"}, "compare_go": {EN: "Compare 2 to 4", FR: "Comparer 2 à 4"},
	"compare_is":   {EN: "What each of them stated and what was seen. Having something in common is no reproach: families, flatmates and former colleagues do.", FR: "Ce que chacune a déclaré et ce qui a été vu. Avoir quelque chose en commun n'est pas un reproche : les familles, les colocataires et les anciens collègues en ont."},
	"compare_want": {EN: "Choose two to four people in the queue.", FR: "Choisissez deux à quatre personnes dans la file."}, "compare_common": {EN: "In common", FR: "En commun"}, "compare_common_none": {EN: "Nothing that was stated or seen is the same.", FR: "Rien de déclaré ni de vu n'est identique."},
	"compare_seen": {EN: "What was seen", FR: "Ce qui a été vu"}, "compare_differs": {EN: "differs", FR: "diffère"}, "compare_same": {EN: "the same", FR: "identique"}, "compare_not": {EN: "not stated", FR: "non déclaré"}, "compare_first": {EN: "shown after your first view", FR: "visible après votre premier avis"},
	"compare_question": {EN: "the same question: {what}", FR: "la même question : {what}"}, "compare_evidence": {EN: "the same value in the evidence: {what}", FR: "la même valeur dans les éléments : {what}"},

	"fact_residence": {EN: "Residence", FR: "Résidence"}, "fact_email": {EN: "E-mail", FR: "Courriel"}, "fact_phone": {EN: "Telephone", FR: "Téléphone"}, "fact_work": {EN: "Work before", FR: "Emplois"}, "fact_study": {EN: "Education", FR: "Formation"}, "fact_account": {EN: "Public accounts", FR: "Comptes publics"}, "fact_referee": {EN: "Referees", FR: "Références"}, "fact_stay": {EN: "Stays elsewhere", FR: "Séjours"}, "fact_equipment": {EN: "Equipment declared", FR: "Équipement déclaré"}, "fact_contract": {EN: "Contract", FR: "Contrat"}, "fact_team": {EN: "Team", FR: "Équipe"}, "fact_agency": {EN: "Agency", FR: "Agence"},
}
