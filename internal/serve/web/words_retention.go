package web

import "github.com/taupier-eu/taupier/internal/core"

// retentionWords are those of the page that shows what will be erased.
var retentionWords = map[string]core.Text{
	"retention":         {EN: "What will be erased", FR: "Ce qui va être effacé"},
	"retention_see":     {EN: "See what goes within 30 days, and what stays", FR: "Voir ce qui part dans les 30 jours, et ce qui reste"},
	"retention_is":      {EN: "Once a day the server erases closed cases and applications whose days are over, with everything that hangs on them. Here is what goes within the next 30 days, and what stays longer and why. Backups that were made before still hold it until they are removed themselves.", FR: "Une fois par jour, le serveur efface les affaires closes et les candidatures arrivées au terme de leur conservation, avec tout ce qui s'y rattache. Voici ce qui part dans les 30 jours, et ce qui reste plus longtemps, avec le motif. Les sauvegardes faites auparavant le contiennent encore, jusqu'à leur propre suppression."},
	"retention_periods": {EN: "Kept: closed cases {cases day|days}, applications {applications day|days} after their last day (set-up).", FR: "Conservation : affaires closes {cases jour|jours}, candidatures {applications jour|jours} après leur dernier jour (mise en service)."},
	"retention_none":    {EN: "No period is on record, so nothing is erased. The set-up asks for them.", FR: "Aucune durée n'est consignée : rien n'est effacé. La mise en service les demande."},
	"retention_last":    {EN: "Last pass: {at}.", FR: "Dernier passage : {at}."}, "retention_never": {EN: "No pass was made yet. Nothing is erased before it could be seen here for seven days.", FR: "Aucun passage n'a encore eu lieu. Rien n'est effacé avant d'avoir pu être vu ici pendant sept jours."},
	"retention_cases": {EN: "Closed cases", FR: "Affaires closes"}, "retention_applications": {EN: "Applications", FR: "Candidatures"},
	"retention_no_cases": {EN: "No closed case goes within 30 days.", FR: "Aucune affaire close ne part dans les 30 jours."}, "retention_no_applications": {EN: "No application goes within 30 days.", FR: "Aucune candidature ne part dans les 30 jours."},
	"retention_case": {EN: "Case", FR: "Affaire"}, "retention_dossier": {EN: "Dossier", FR: "Dossier"}, "retention_since": {EN: "Ended", FR: "Fin"}, "retention_goes": {EN: "Erased on", FR: "Effacement le"}, "retention_stays": {EN: "Stays because", FR: "Reste parce que"},
	"retention_why_contest":  {EN: "the person's answer waits for its review", FR: "la réponse de la personne attend son réexamen"},
	"retention_why_deadline": {EN: "something is still due", FR: "une échéance court encore"},
	"retention_why_police":   {EN: "a report to the police was proposed or approved", FR: "un signalement à la police a été proposé ou approuvé"},
	"retention_why_officer":  {EN: "it is held: see below", FR: "il y a un gel : voir plus bas"},
	"retention_undated":      {EN: "{n application carries|applications carry} no day in the dossier (applied, interviewed, offered), and nothing can be counted from it: not erased. Add the day to the dossier.", FR: "{n candidature ne porte|candidatures ne portent} aucune date dans le dossier (reçue, entretien, offre), et rien ne peut être compté : pas d'effacement. Ajoutez la date au dossier."},
	"retention_folder":       {EN: "The company's folder still holds {n dossier|dossiers} past the days. The server passes them by and never writes there: whoever runs the folder removes them.", FR: "Le dossier de l'entreprise contient encore {n dossier|dossiers} de candidature au-delà de la durée. Le serveur les ignore et n'y écrit jamais : qui tient ce dossier doit les retirer."},
	"retention_holds":        {EN: "Held", FR: "Gels en cours"}, "retention_no_holds": {EN: "Nothing is held.", FR: "Aucun gel."}, "retention_release": {EN: "End the hold", FR: "Lever le gel"},
	"retention_hold": {EN: "Hold, or let go", FR: "Geler ou laisser partir"}, "retention_hold_is": {EN: "A hold keeps a case, or a dossier with the cases about that person, until you end it: for a dispute, an order, a right of somebody. What lets something be erased asks you to prove who you are. Both stand in the ledger.", FR: "Un gel conserve une affaire, ou un dossier avec les affaires sur cette personne, jusqu'à ce que vous le leviez : litige, injonction, droit d'une personne. Ce qui laisse effacer vous demande de prouver qui vous êtes. L'un et l'autre figurent au registre."},
	"retention_about": {EN: "Number of the case, or id of the dossier", FR: "Numéro de l'affaire, ou identifiant du dossier"}, "retention_kind_hold": {EN: "keep it until I end the hold", FR: "conserver jusqu'à ce que je lève le gel"}, "retention_kind_lift": {EN: "a report to the police or something due keeps it no longer", FR: "le signalement à la police ou l'échéance ne la retient plus"},
	"retention_reason": {EN: "Why (who asked for it, until when)", FR: "Pourquoi (qui l'a demandé, jusqu'à quand)"}, "retention_do": {EN: "Write it down", FR: "Consigner"}, "retention_what": {EN: "What", FR: "Quoi"},
	"hold_nothing": {EN: "There is no such case or application for you.", FR: "Cette affaire ou candidature n'existe pas pour vous."},

	"scope_erasure.hold": {EN: "Hold what would be erased", FR: "Geler ce qui serait effacé"},
}
