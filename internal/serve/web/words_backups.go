package web

import "github.com/taupier-eu/taupier/internal/core"

// backupsWords are those of backups and restorations.
var backupsWords = map[string]core.Text{
	"backups":          {EN: "Backups", FR: "Sauvegardes"},
	"backup_last":      {EN: "Last good backup: {at}, {age} old; {n is|are} kept.", FR: "Dernière sauvegarde valable : {at}, il y a {age} ; {n conservée|conservées}."},
	"backup_unplanned": {EN: "This server makes no backups of itself (backup in server.yaml). What is on this machine alone is lost with it.", FR: "Ce serveur ne fait aucune sauvegarde de lui-même (backup dans server.yaml). Ce qui n'est que sur cette machine se perd avec elle."},
	"backup_failed":    {EN: "The last backup failed; it is tried again.", FR: "La dernière sauvegarde a échoué ; une nouvelle tentative suit."},
	"backup_first":     {EN: "No backup was made yet.", FR: "Aucune sauvegarde n'a encore été faite."},
	"backup_late":      {EN: "The last good backup is {age} old, more than twice the time between two.", FR: "La dernière sauvegarde valable date de {age}, plus du double de l'intervalle prévu."},
	"backup_bad":       {EN: "{n backup is|backups are} no longer as written, or gone.", FR: "{n sauvegarde est altérée ou a|sauvegardes sont altérées ou ont} disparu."},
	"backup_restored":  {EN: "Restored", FR: "Restauré"},
	"backup_restored_is": {EN: "What is on this server came out of a backup. What happened between the backup and the restoration is not here; the witnesses know how much.",
		FR: "Ce qui est sur ce serveur provient d'une sauvegarde. Ce qui s'est passé entre la sauvegarde et la restauration n'y est pas ; les témoins savent combien."},
	"backup_by": {EN: "By", FR: "Par"}, "backup_made": {EN: "Backup of", FR: "Sauvegarde du"}, "backup_id": {EN: "Backup", FR: "Sauvegarde"},
	"age_minutes": {EN: "{n minute|minutes}", FR: "{n minute|minutes}"}, "age_hours": {EN: "{n hour|hours}", FR: "{n heure|heures}"}, "age_days": {EN: "{n day|days}", FR: "{n jour|jours}"},
	"act_backup.make": {EN: "made a backup", FR: "a fait une sauvegarde"}, "act_backup.remove": {EN: "removed an old backup", FR: "a retiré une ancienne sauvegarde"}, "act_backup.aside": {EN: "set a bad backup aside", FR: "a mis de côté une sauvegarde altérée"}, "act_backup.restore": {EN: "restored the server from a backup", FR: "a restauré le serveur d'une sauvegarde"},
}
