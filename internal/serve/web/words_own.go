package web

import "github.com/taupier-eu/taupier/internal/core"

// ownWords are the words of the set-up, of what was read, and of what is handed in.
var ownWords = map[string]core.Text{
	"read_again":      {EN: "Read the folder again now", FR: "Relire le dossier maintenant"},
	"reading_now":     {EN: "The folder is being read; this page looks again by itself.", FR: "Le dossier est en cours de lecture ; cette page se rafraîchit d'elle-même."},
	"reading_problem": {EN: "The last reading failed, so what follows is older:", FR: "La dernière lecture a échoué ; ce qui suit est plus ancien :"},
	"logs_shut":       {EN: "No log is read: the consultation of the employees' representatives and the impact assessment are not both on record (set-up). Nothing can be said from logs until then.", FR: "Aucun journal n'est lu : la consultation des représentants du personnel et l'analyse d'impact ne figurent pas toutes deux dans l'installation. D'ici là, les journaux ne disent rien."},
	"freshness":       {EN: "Are the sources alive?", FR: "Les sources sont-elles vivantes ?"},
	"freshness_is":    {EN: "Last event", FR: "Dernier événement"}, "every": {EN: "May be silent for", FR: "Silence permis"},
	"nosources": {EN: "No source of logs was seen yet.", FR: "Aucune source de journaux n'a encore été vue."},
	"fresh":     {EN: "last event {at}", FR: "dernier événement {at}"},
	"blind":     {EN: "blind since {at}: no event, so nothing can be said of this time", FR: "aveugle depuis {at} : aucun événement, donc rien à dire de cette période"},
	"blind_n":   {EN: "{n source is|sources are} silent for longer than expected. Silence is no all-clear.", FR: "{n source se tait|sources se taisent} depuis plus longtemps que prévu. Le silence ne rassure pas."},
	"gaps":      {EN: "Gaps", FR: "Lacunes"}, "gaps_are": {EN: "Times in which a source said nothing although it should have. Each is in the ledger.", FR: "Périodes où une source s'est tue alors qu'elle aurait dû parler. Chacune figure au registre."},
	"gap_since": {EN: "Silent since", FR: "Silence depuis"}, "gap_noticed": {EN: "Noticed", FR: "Constatée"}, "gap_ended": {EN: "Back", FR: "Retour"}, "gap_open": {EN: "still silent", FR: "toujours silencieuse"},
	"read_what": {EN: "What the last reading took", FR: "Ce que la dernière lecture a pris"},
	"problems":  {EN: "What could not be used", FR: "Ce qui n'a pas pu être utilisé"}, "noproblems": {EN: "Nothing that you may see.", FR: "Rien que vous puissiez voir."},
	"problems_more": {EN: "And {n more|more}.", FR: "Et {n autre|autres}."},

	"setup": {EN: "Set up this server", FR: "Installer ce serveur"}, "setup_shut": {EN: "This server is not set up yet. Open the address that it printed when it started.", FR: "Ce serveur n'est pas encore installé. Ouvrez l'adresse qu'il a affichée au démarrage."},
	"setup_begin": {EN: "Begin", FR: "Commencer"}, "setup_begin_text": {EN: "This address works once. Six pages follow; you may stop half-way and go on later.", FR: "Cette adresse ne sert qu'une fois. Six pages suivent ; vous pouvez vous arrêter et reprendre plus tard."},
	"setup_save": {EN: "Keep and go on", FR: "Garder et continuer"}, "setup_finish": {EN: "Finish the set-up", FR: "Terminer l'installation"},
	"setup_all":               {EN: "Nothing is missing. Finishing makes the users and shows an address for each, once: have pen and paper, or another safe way, ready.", FR: "Il ne manque rien. Terminer crée les utilisateurs et affiche une adresse pour chacun, une seule fois : ayez de quoi les transmettre de façon sûre."},
	"setup_done":              {EN: "The server is set up", FR: "Le serveur est installé"},
	"setup_give":              {EN: "Give each person his address by hand. Each works once, within 72 hours, and is shown here only now.", FR: "Remettez à chacun son adresse en main propre. Chacune sert une fois, sous 72 heures, et n'est affichée qu'ici, maintenant."},
	"setup_step_organisation": {EN: "The organisation", FR: "L'organisation"}, "setup_step_people": {EN: "Who answers for it", FR: "Qui en répond"}, "setup_step_ledger": {EN: "The ledger's witness", FR: "Le témoin du registre"},
	"setup_step_retention": {EN: "How long what is kept", FR: "Combien de temps garder"}, "setup_step_policy": {EN: "Four questions of policy", FR: "Quatre questions de politique"}, "setup_step_consultation": {EN: "Consultation", FR: "Consultation"},
	"setup_is_organisation": {EN: "The name stands on reports.", FR: "Ce nom figure sur les rapports."},
	"setup_is_people":       {EN: "Two trustees outside IT approve what hurts. Somebody may have several roles: give the same name again. The dossier is the person's own id in people/<id>, so that nobody reads a case about himself.", FR: "Deux personnes de confiance hors de l'informatique approuvent ce qui fait mal. Une personne peut avoir plusieurs rôles : redonnez le même nom. Le dossier est l'identifiant de la personne dans people/<id>, afin que nul ne lise une affaire qui le concerne."},
	"setup_is_ledger":       {EN: "The key that signs the ledger is in the data directory (ledger.key). Whoever holds that machine could write history anew; a witness elsewhere shows it. Give one of both.", FR: "La clé qui signe le registre est dans le dossier de données (ledger.key). Qui tient cette machine pourrait réécrire l'histoire ; un témoin ailleurs le montre. Indiquez l'un des deux."},
	"setup_is_retention":    {EN: "These are your decisions on record. Your data protection officer sees them.", FR: "Ce sont vos décisions, consignées. Votre délégué à la protection des données les voit."},
	"setup_is_policy":       {EN: "Answer before the first case: afterwards the answers would be about somebody.", FR: "Répondez avant la première affaire : après, les réponses viseraient quelqu'un."},
	"setup_is_consultation": {EN: "Date and reference of both. Until both are given no log is read; dossiers are. You may leave this empty and give it later with taupier setup.", FR: "Date et référence de chacune. Tant que les deux manquent, aucun journal n'est lu ; les dossiers le sont. Vous pouvez laisser vide et compléter plus tard avec taupier setup."},

	"setup_organisation": {EN: "Name of the organisation", FR: "Nom de l'organisation"},
	"setup_trustee":      {EN: "Trustee", FR: "Personne de confiance"}, "setup_administrator": {EN: "Administrator of the server", FR: "Administrateur du serveur"}, "setup_ciso": {EN: "CISO", FR: "RSSI"},
	"setup_dpo": {EN: "Data protection officer", FR: "Délégué à la protection des données"}, "setup_conflict": {EN: "Conflict officer", FR: "Référent des conflits"}, "setup_analyst": {EN: "Analyst", FR: "Analyste"},
	"setup_recruiter": {EN: "Recruitment", FR: "Recrutement"}, "setup_hr": {EN: "Human resources", FR: "Ressources humaines"}, "setup_it": {EN: "IT", FR: "Informatique"}, "setup_payroll": {EN: "Payroll", FR: "Paie"},
	"setup_works-council": {EN: "Employees' representatives", FR: "Représentants du personnel"}, "setup_auditor": {EN: "Auditor", FR: "Auditeur"}, "setup_hiring-manager": {EN: "Hiring manager", FR: "Responsable du recrutement"},
	"setup_dossier":      {EN: "own dossier, if any", FR: "son dossier, s'il existe"},
	"setup_witness_file": {EN: "File on another machine's disk", FR: "Fichier sur le disque d'une autre machine"}, "setup_witness_url": {EN: "Address of another Taupier's witness (https://…/witness)", FR: "Adresse du témoin d'un autre Taupier (https://…/witness)"}, "setup_witness_key": {EN: "Its public key", FR: "Sa clé publique"},
	"setup_closed_cases": {EN: "Closed cases, days", FR: "Affaires closes, jours"}, "setup_applications": {EN: "Unsuccessful applications, days", FR: "Candidatures non retenues, jours"},
	"setup_mandate": {EN: "Which criteria make an investigation mandatory?", FR: "Quels critères imposent une enquête ?"}, "setup_allowed": {EN: "Which acts are allowed while a case is open?", FR: "Quels actes sont permis tant qu'une affaire est ouverte ?"}, "setup_max_days": {EN: "For how many days at most?", FR: "Pour combien de jours au plus ?"},
	"setup_sign_off": {EN: "Who signs that it was a false alarm?", FR: "Qui signe qu'il s'agissait d'une fausse alerte ?"}, "setup_document": {EN: "What must be written down?", FR: "Que faut-il consigner ?"},
	"setup_works_council": {EN: "Consultation of the works council: date and reference", FR: "Consultation du comité (CSE) : date et référence"}, "setup_dpia": {EN: "Data protection impact assessment: date and reference", FR: "Analyse d'impact (AIPD) : date et référence"},
}
