package detect

// All lists every detector, by hand, in the order of the catalogue. A detector watches one scan and
// is fed by one goroutine at a time.
func All(w *World) []Detector {
	issued := newIssued(w)
	return []Detector{
		newApplications(w),        // A01 A12 A13
		newShipments(w),           // F01 F02 F05
		issued,                    // F07 F09 F12
		newRemoteAtOnce(w),        // F11
		newPayments(w),            // G01 G07 G12
		newTunnels(w),             // A11 D07 H01 H02 H03 H04
		newContacts(w),            // B09 B09b
		newMeetings(w),            // D09 J01
		newSignatures(w),          // E10
		newWhereabouts(w, issued), // H05 H06 H07 H07b J15
		newLineTraits(w),          // H08, and L04 for package link
		newFactors(w),             // L12 H11
		newNewDevices(w),          // H10
		newSessions(w),            // H12
		newMarathon(w),            // H14
		newMatches(w),             // H18 I01 to I19
		newVolumes(w),             // J04 J05 J06
		newGrants(w),              // J09
		newTakenAlong(w),          // K02
		newReturns(w),             // K06b
		newAfterwards(w),          // K07
		newDeviceTraits(w),        // L03, for package link
		newRemoteTraits(w),        // L11, for package link
		newKVMTraits(),            // L14, for package link
	}
}
