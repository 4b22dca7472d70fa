package web

import "github.com/taupier-eu/taupier/internal/core"

// manyWords are those of acts for many people, and of questions that are set aside.
var manyWords = map[string]core.Text{
	"view_aside": {EN: "Set aside", FR: "Mises de côté"},
	"release":    {EN: "Give this case back", FR: "Rendre cette affaire"},

	"aside":     {EN: "Set aside without a case", FR: "Mettre de côté sans affaire"},
	"aside_is":  {EN: "When an ordinary explanation is plain, no case is needed. The person leaves the lists of what is to be done, with your reason; as soon as anything new is known, he is back. Anybody who may see him can bring him back.", FR: "Quand une explication ordinaire est manifeste, aucune affaire n'est nécessaire. La personne quitte les listes de ce qui est à faire, avec votre motif ; dès qu'un élément nouveau est connu, elle y revient. Quiconque peut la voir peut l'y remettre."},
	"aside_was": {EN: "Set aside", FR: "Mise de côté"}, "aside_write": {EN: "Set aside", FR: "Mettre de côté"}, "bring_back": {EN: "Bring back", FR: "Remettre dans la file"},

	"many":      {EN: "Do the same for several people", FR: "Faire de même pour plusieurs personnes"},
	"many_is":   {EN: "A first view, a decision, the end of a case and whatever takes something from a person stay one by one.", FR: "Un premier avis, une décision, la clôture d'une affaire et tout ce qui prend quelque chose à une personne se font un par un."},
	"many_pick": {EN: "Select {name}", FR: "Choisir {name}"}, "many_all": {EN: "All that match the filter ({n})", FR: "Toutes celles du filtre ({n})"},
	"many_what": {EN: "What to do", FR: "Que faire"}, "many_say": {EN: "Say first for whom", FR: "Dire d'abord pour qui"},
	"many_act_take": {EN: "Take cases that nobody holds", FR: "Prendre des affaires sans titulaire"}, "many_act_release": {EN: "Give my cases back", FR: "Rendre mes affaires"},
	"many_act_ask": {EN: "Ask for the same verification", FR: "Demander la même vérification"}, "many_act_aside": {EN: "Set aside without a case", FR: "Mettre de côté sans affaire"},
	"many_jobs": {EN: "What I did for several people", FR: "Ce que j'ai fait pour plusieurs personnes"}, "many_jobs_none": {EN: "Nothing in the last thirty days.", FR: "Rien ces trente derniers jours."}, "many_jobs_how": {EN: "Choose people in the queue.", FR: "Choisissez des personnes dans la file."},
	"many_draft": {EN: "not worded yet", FR: "pas encore rédigée"}, "many_planned": {EN: "planned, not done", FR: "prévue, pas faite"}, "many_running": {EN: "being done", FR: "en cours"}, "many_done": {EN: "done", FR: "faite"}, "many_undoing": {EN: "being undone", FR: "en cours d'annulation"}, "many_undone": {EN: "undone", FR: "annulée"}, "many_stopped": {EN: "stopped", FR: "arrêtée"},

	"many_count": {EN: "{n person is|people are} chosen; {left} left out.", FR: "{n personne choisie|personnes choisies} ; {left} laissées de côté."},
	"many_would": {EN: "It would be done for {n}", FR: "Ce serait fait pour {n}"}, "many_next": {EN: "Still to come: {n}", FR: "Encore à venir : {n}"}, "many_not": {EN: "Not done: {n}", FR: "Non fait : {n}"},
	"many_made": {EN: "Done for {n}", FR: "Fait pour {n}"}, "many_back": {EN: "Undone for {n}", FR: "Annulé pour {n}"},
	"many_left": {EN: "Left out: {n}.", FR: "Laissées de côté : {n}."}, "many_kept": {EN: "Not undone: {n}.", FR: "Non annulé : {n}."},
	"many_word": {EN: "Say for whom with these words", FR: "Dire pour qui avec ces mots"}, "many_words": {EN: "Write the words first.", FR: "Écrivez d'abord les mots."}, "many_reword": {EN: "Change the words", FR: "Changer les mots"},
	"many_start": {EN: "Do it for {n}", FR: "Le faire pour {n}"}, "many_typed": {EN: "Type the number of people, {n}, to confirm", FR: "Tapez le nombre de personnes, {n}, pour confirmer"},
	"many_stop": {EN: "Stop here", FR: "Arrêter là"}, "many_idle": {EN: "Nothing is being done: there is nothing to stop.", FR: "Rien n'est en cours : il n'y a rien à arrêter."}, "many_moved": {EN: "This is not what was shown to you. Look again.", FR: "Ce n'est plus ce qui vous a été montré. Regardez à nouveau."},
	"many_undo": {EN: "Undo it where nobody went on", FR: "Annuler là où personne n'a poursuivi"}, "many_when": {EN: "Ordered", FR: "Demandé"},

	"many_no_case": {EN: "No case yet: it begins with your own first view, person by person.", FR: "Pas encore d'affaire : elle commence par votre premier avis, personne par personne."}, "many_has_case": {EN: "There is a case: what becomes of it is decided there.", FR: "Il y a une affaire : la suite s'y décide."},
	"many_mine": {EN: "You hold the case already.", FR: "Vous en avez déjà la charge."}, "many_held": {EN: "Somebody holds the case.", FR: "Quelqu'un en a la charge."}, "many_not_mine": {EN: "You do not hold the case.", FR: "Vous n'en avez pas la charge."},
	"many_sealed": {EN: "The case is sealed: open it by itself.", FR: "L'affaire est scellée : ouvrez-la seule."}, "many_same_case": {EN: "In the same case as somebody above.", FR: "Dans la même affaire qu'une personne ci-dessus."}, "many_asked": {EN: "The same question waits for an answer already.", FR: "La même question attend déjà une réponse."},
	"many_aside": {EN: "Set aside already.", FR: "Déjà mise de côté."}, "many_no_question": {EN: "No question is open.", FR: "Aucune question n'est ouverte."}, "many_gone": {EN: "No longer there.", FR: "N'est plus là."}, "many_changed": {EN: "Somebody went on with it meanwhile.", FR: "Quelqu'un a poursuivi entre-temps."},
	"many_news": {EN: "Something new is known since it was shown to you. Look first.", FR: "Il y a du nouveau depuis que cela vous a été montré. Regardez d'abord."},

	"many_act": {EN: "Choose what to do.", FR: "Choisissez que faire."}, "many_nobody": {EN: "Nobody is chosen.", FR: "Personne n'est choisi."}, "many_most": {EN: "More than 2,000 people match. Narrow the list.", FR: "Plus de 2 000 personnes correspondent. Restreignez la liste."},
	"many_begun": {EN: "It was begun already.", FR: "C'est déjà commencé."}, "many_old": {EN: "This plan is older than an hour: choose again in the queue.", FR: "Ce plan a plus d'une heure : choisissez à nouveau dans la file."}, "many_none": {EN: "There is nobody for whom it can be done.", FR: "Il n'y a personne pour qui ce soit possible."}, "many_type": {EN: "The number that was typed is not the number of people.", FR: "Le nombre tapé n'est pas le nombre de personnes."},
}
