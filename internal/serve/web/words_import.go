package web

import "github.com/taupier-eu/taupier/internal/core"

// importWords are those of bringing data in.
var importWords = map[string]core.Text{
	"import": {EN: "Bring data in", FR: "Apporter des données"}, "import_one": {EN: "What you sent", FR: "Ce que vous avez envoyé"},
	"import_is":      {EN: "What you send is kept sealed and looked at first: you see what it holds, what cannot be used and what would change. Nothing becomes part of the company before you say so, and nobody else sees it. The folder of whoever runs the server is never written to.", FR: "Ce que vous envoyez est gardé scellé et d'abord examiné : vous voyez ce que cela contient, ce qui ne peut pas servir et ce qui changerait. Rien n'entre dans l'entreprise avant votre accord, et personne d'autre ne le voit. Le dossier de qui gère le serveur n'est jamais modifié."},
	"import_what":    {EN: "What it is", FR: "De quoi il s'agit"},
	"import_company": {EN: "A company folder: .zip, .tar.gz or .tar.zst with company.yaml, people/ and logs/", FR: "Un dossier d'entreprise : .zip, .tar.gz ou .tar.zst avec company.yaml, people/ et logs/"},
	"import_dossier": {EN: "One person: person.yaml or the same as JSON, or an archive of it with the papers", FR: "Une personne : person.yaml ou le même en JSON, ou une archive avec les pièces"},
	"import_log":     {EN: "One log file: as exported, or as .gz or .zst", FR: "Un journal : tel qu'exporté, ou en .gz ou .zst"},
	"import_file":    {EN: "File", FR: "Fichier"}, "import_send": {EN: "Send and look at it", FR: "Envoyer et examiner"},
	"import_limits": {EN: "At most {form} with this form, and {most} where your browser runs the script of this page: then a broken connection goes on where it was. {file} a file that is no log. {n} at once; what is not confirmed within a day is removed.", FR: "Au plus {form} par ce formulaire, et {most} si votre navigateur exécute le script de cette page : une connexion coupée reprend alors où elle était. {file} par fichier qui n'est pas un journal. {n} à la fois ; ce qui n'est pas confirmé en un jour est supprimé."},
	"import_yours":  {EN: "What you sent before", FR: "Vos envois"}, "import_none": {EN: "Nothing yet.", FR: "Rien encore."},
	"import_name": {EN: "The file has no name, or one that is too long.", FR: "Le fichier n'a pas de nom, ou un nom trop long."},
	"import_when": {EN: "When", FR: "Quand"}, "import_size": {EN: "Size", FR: "Taille"}, "import_state": {EN: "It is further than that already. Look at it again.", FR: "C'est déjà plus avancé. Regardez à nouveau."}, "import_how": {EN: "How it stands", FR: "Où il en est"},
	"import_state_coming": {EN: "not whole yet", FR: "incomplet"}, "import_state_whole": {EN: "is being looked at", FR: "en cours d'examen"}, "import_state_looked": {EN: "waits for your word", FR: "attend votre accord"},
	"import_state_refused": {EN: "cannot be taken", FR: "ne peut pas être pris"}, "import_state_imported": {EN: "part of the company", FR: "fait partie de l'entreprise"},
	"import_unpacks": {EN: "Unpacking: {n file|files} so far. This page looks again by itself.", FR: "Déballage : {n fichier|fichiers} pour l'instant. Cette page se rafraîchit d'elle-même."},
	"import_reads":   {EN: "Reading, as the company is read: {n step|steps} so far. This page looks again by itself.", FR: "Lecture, comme pour l'entreprise : {n étape|étapes} pour l'instant. Cette page se rafraîchit d'elle-même."},
	"import_came":    {EN: "{n} of {of} are here. Choose the same file again to go on.", FR: "{n} sur {of} sont arrivés. Choisissez à nouveau le même fichier pour continuer."},
	"import_why":     {EN: "Why it cannot be taken:", FR: "Pourquoi cela ne peut pas être pris :"}, "import_kept_not": {EN: "Nothing of it was kept. Mend the file and send it again.", FR: "Rien n'en a été gardé. Corrigez le fichier et renvoyez-le."},
	"import_change": {EN: "What would change", FR: "Ce qui changerait"}, "import_change_done": {EN: "What changed", FR: "Ce qui a changé"}, "import_nothing": {EN: "Nothing: all of it is there already, or cannot be used.", FR: "Rien : tout est déjà là, ou ne peut pas servir."},
	"import_new":      {EN: "{n new dossier|new dossiers}", FR: "{n nouveau dossier|nouveaux dossiers}"},
	"import_replaced": {EN: "{n dossier that is replaced as a whole, with its papers|dossiers that are replaced as a whole, with their papers}", FR: "{n dossier remplacé en entier, avec ses pièces|dossiers remplacés en entier, avec leurs pièces}"},
	"import_added":    {EN: "{n file added|files added}", FR: "{n fichier ajouté|fichiers ajoutés}"},
	"import_changed":  {EN: "{n file replaced|files replaced}", FR: "{n fichier remplacé|fichiers remplacés}"},
	"import_same":     {EN: "{n that is there already, byte for byte, and is not counted twice|that are there already, byte for byte, and are not counted twice}", FR: "{n déjà là, octet pour octet, et compté une seule fois|déjà là, octet pour octet, et comptés une seule fois}"},
	"import_holds":    {EN: "What it holds", FR: "Ce que cela contient"},
	"import_left":     {EN: "What cannot be used", FR: "Ce qui ne peut pas servir"}, "import_left_is": {EN: "These stand here only. What was not taken was not kept: you have it still.", FR: "Ceci ne figure qu'ici. Ce qui n'a pas été pris n'a pas été gardé : vous l'avez toujours."},
	"import_all_good": {EN: "Everything can be used.", FR: "Tout peut servir."},
	"import_confirm":  {EN: "Make it part of the company", FR: "Faire entrer dans l'entreprise"}, "import_discard": {EN: "Discard", FR: "Écarter"},
	"import_read_next": {EN: "The company is read again now. What the reading says stands under", FR: "L'entreprise est relue maintenant. Ce qu'en dit la lecture figure sous"},
	"import_until":     {EN: "Without your word it is removed", FR: "Sans votre accord, suppression"},
	"import_back":      {EN: "All that you sent", FR: "Tous vos envois"},

	"import_no_file": {EN: "Choose a file.", FR: "Choisissez un fichier."}, "import_kind": {EN: "Say what it is.", FR: "Dites de quoi il s'agit."}, "import_empty": {EN: "The file is empty.", FR: "Le fichier est vide."},
	"import_big":       {EN: "The file is too large. Nothing of it was kept.", FR: "Le fichier est trop grand. Rien n'en a été gardé."},
	"import_cut":       {EN: "The file did not arrive whole. Nothing of it was kept; try again.", FR: "Le fichier n'est pas arrivé entier. Rien n'en a été gardé ; réessayez."},
	"import_many":      {EN: "Three wait already: confirm or discard one first.", FR: "Trois attendent déjà : confirmez ou écartez-en un d'abord."},
	"import_busy":      {EN: "It is being looked at. Wait until that is done.", FR: "Examen en cours. Attendez qu'il soit fini."},
	"import_logs_shut": {EN: "No log is taken: the consultation of the employees' representatives and the impact assessment are not both on record.", FR: "Aucun journal n'est pris : la consultation des représentants du personnel et l'analyse d'impact ne sont pas toutes deux consignées."},
}
