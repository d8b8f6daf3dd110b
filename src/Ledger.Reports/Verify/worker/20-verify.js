// Verifying a bundle (docs/bundle-format.md, "Verifying"): one pass over its large files, in the order of the steps there.

const FAULTS_MAX = 100, NAME_SHOWN_MAX = 300;
const EXPORT_TYPE = bytesOf('ledger.report.exported.v1');

/** Gathers what is found: faults of files and of events, each up to a limit, and notes. */
class Findings {
    constructor() {
        this.faults = [];
        this.counts = [0, 0];
        this.leftOut = 0;
        this.notes = [];
    }

    fault(code, file, index = null) {
        // A flood of bad events must not crowd out what is said of whole files, and the other way round.
        const kind = index === null ? 0 : 1;
        if (this.counts[kind]++ < FAULTS_MAX) {
            this.faults.push({ code, file: printable(file), index });
        } else {
            this.leftOut++;
        }
    }

    /** What cannot be read to its end is the first cause, whatever was found on the way. */
    unreadable() {
        this.faults.unshift({ code: 'archive-unreadable', file: '', index: null });
    }

    note(code, count) {
        if (count != 0 || count === null) {
            this.notes.push({ code, count });
        }
    }

    /** Whole files first, then by index. */
    sorted() {
        const place = fault => fault.index === null ? -1 : fault.index;
        return [...this.faults].sort((left, right) => place(left) < place(right) ? -1 : place(left) > place(right) ? 1 : 0);
    }
}

/** Names from inside a bundle are not shown at any length, nor with control characters. */
function printable(text) {
    return text.slice(0, NAME_SHOWN_MAX).split('').map(unit => /[\p{Cc}\p{Cf}\p{Cs}]/u.test(unit) ? '?' : unit).join('');
}

class Verification {
    constructor(trusted, progress) {
        this.trusted = trusted;
        this.progress = progress;
        this.findings = new Findings();
        this.signer = new SignerCheck(this.findings, trusted);
        this.archive = this.scope = this.exported = this.events = this.openings = this.check = this.exportIndex = null;
        this.isComplete = false;
    }

    async run(source, otherCheckpoints) {
        this.progress('zip', 0, 0);
        const { findings, signer } = this, archive = new Archive(source, readZipLayout(source), findings);
        this.archive = archive;
        if (findings.faults.length > 0) {
            // Which of two files is meant, or what a missing one said, is not for the verifier to guess.
            return;
        }
        const scopeBytes = archive.readSmall(SCOPE, SMALL_MAX, findings), manifestBytes = archive.readSmall(MANIFEST, SMALL_MAX, findings);
        const exportBytes = archive.readSmall(EXPORT, EVENT_MAX, findings);
        this.scope = scopeBytes === null ? null : Scope.read(scopeBytes);
        const manifest = manifestBytes === null ? null : readManifest(manifestBytes);
        this.exported = exportBytes === null ? null : StoredEvent.read(exportBytes, 0, exportBytes.length);
        this.require(this.scope !== null, SCOPE);
        this.require(manifest !== null, MANIFEST);
        this.require(this.exported !== null && this.exported.type.equals(EXPORT_TYPE), EXPORT);
        if (this.scope === null || manifest === null || exportBytes === null) {
            return;
        }
        await signer.run(this.readText(KEY), this.readText(CHECKPOINT), this.scope.origin);
        for (const other of otherCheckpoints) {
            await signer.compare(other);
        }
        if (this.exported !== null) {
            this.checkExport(bytesOf(hexOf(sha256(manifestBytes))), manifest.events);
        }
        const stamps = this.readStamps();
        this.checkEvents(manifest, exportBytes);
        this.progress('files', manifest.events, manifest.events);
        this.checkHashes(manifest);
        this.noteWhatIsNotShown(stamps);
        this.isComplete = true;
    }

    require(isWellFormed, name) {
        if (!isWellFormed) {
            this.findings.fault('malformed', name);
        }
    }

    readText(name) {
        const bytes = this.archive.readSmall(name, SMALL_MAX, this.findings);
        return bytes === null || !isUtf8(bytes, 0, bytes.length) ? null : strictUtf8.decode(bytes);
    }

    readStamps() {
        if (!this.archive.entries.has(TIMESTAMPS)) {
            return 0;
        }
        const bytes = this.archive.readSmall(TIMESTAMPS, TIMESTAMPS_MAX, this.findings), count = bytes === null ? 0 : countStamps(bytes);
        this.require(count !== null, TIMESTAMPS);
        return count ?? 0;
    }

    checkExport(manifestHash, events) {
        const { scope, findings } = this, { data, subject } = this.exported;
        if (!isText(data.manifest, manifestHash)) {
            findings.fault('manifest-not-exported', MANIFEST);
        }
        if (!isText(data.inquiry, bytesOrNull(scope.inquiry))) {
            findings.fault('export-of-another', SCOPE);
        }
        if (!isText(subject, scope.personBytes)) {
            findings.fault('export-of-another', SCOPE);
        }
        if (data.known != scope.known) {
            findings.fault('export-of-another', SCOPE);
        }
        if (data.events != events) {
            findings.fault('export-of-another', MANIFEST);
        }
    }

    checkEvents(manifest, exportBytes) {
        const { archive, scope, findings } = this, contents = [EVENTS, OPENINGS, CSV, PROOF].map(name => archive.open(name));
        const exportHash = new Uint8Array(32);
        leafHash(exportBytes, 0, exportBytes.length, exportHash);
        const events = this.events = new EventSource(contents[0], findings), leaves = new LeafSource(contents[3], exportHash, findings);
        const openings = this.openings = new OpeningCheck(contents[1], scope, findings, events.kept);
        const csv = new CsvCheck(contents[2], findings), progress = done => this.progress('events', done, manifest.events);
        this.check = new EventCheck({ scope, findings, events, leaves, openings, csv, progress });
        progress(0);
        this.check.run();
        this.checkProof(leaves);
        if (!leaves.isFaulty && events.count != manifest.events) {
            findings.fault('events-miscounted', MANIFEST);
        }
        [EVENTS, OPENINGS, CSV, PROOF].forEach((name, n) => archive.done(name, contents[n]));
    }

    checkProof(leaves) {
        const { findings } = this, { checkpoint } = this.signer;
        this.exportIndex = leaves.exportIndex;
        if (leaves.isFaulty) {
            findings.fault('malformed', PROOF);
            return;
        }
        if (leaves.exportIndex === null) {
            findings.fault('export-not-proved', EXPORT);
        } else if (leaves.exportIndex <= this.scope.known) {
            findings.fault('export-too-early', SCOPE, leaves.exportIndex);
        }
        if (checkpoint === null) {
            return;
        }
        if (leaves.proof.size != checkpoint.size) {
            findings.fault('proof-of-another-size', PROOF);
        } else if (!sameHash(leaves.proof.root, checkpoint.root)) {
            findings.fault('proof-of-another-root', PROOF);
        }
    }

    checkHashes(manifest) {
        const { archive, findings } = this, names = archive.names.filter(name => !OUTSIDE_MANIFEST.includes(name));
        for (const name of names) {
            if (OPERATORS_FILES.includes(name)) {
                archive.done(name, archive.open(name));
            }
            if (!manifest.hashes.has(name)) {
                findings.fault('file-unlisted', name);
            } else if (archive.hashes.get(name) !== manifest.hashes.get(name)) {
                findings.fault('file-changed', name);
            }
        }
        for (const name of manifest.hashes.keys()) {
            if (!names.includes(name)) {
                findings.fault('file-missing', name);
            }
        }
    }

    noteWhatIsNotShown(stamps) {
        const { findings, scope } = this, note = (holds, code, count = null) => holds && findings.note(code, count);
        note(this.trusted === null, 'signer-not-checked');
        note(this.check.proved === 0, 'empty-answer');
        note(!scope.isWholeLedger, 'events-left-out');
        if (scope.isWholeLedger && this.exportIndex !== null && this.exportIndex > scope.known) {
            findings.note('events-left-out', Number(BigInt(this.exportIndex) - BigInt(scope.known) - 1n));
        }
        findings.note('log-continued', scope.earlier.length);
        findings.note('fields-unopened', this.openings.unopened);
        findings.note('recorded-late', this.check.late);
        findings.note('timestamps-not-checked', stamps);
        note(this.archive.names.some(name => OPERATORS_FILES.includes(name)), 'operators-words');
    }

    verdict() {
        const { findings, signer, exported } = this, { checkpoint, key, own } = signer, isRefused = findings.faults.length > 0 || !this.isComplete;
        return {
            outcome: isRefused ? 'refused' : this.trusted === null ? 'consistent' : 'genuine',
            faults: findings.sorted(),
            faultsLeftOut: findings.leftOut,
            notes: findings.notes,
            scope: this.scope === null ? null : this.scope.toVerdict(),
            events: this.check === null ? 0 : this.check.proved,
            lines: this.events === null ? 0 : this.events.kept.length,
            fieldsOpened: this.openings === null ? 0 : this.openings.opened,
            personId: this.check === null ? null : this.check.person.personId,
            checkpoint: checkpoint === null ? null : { origin: checkpoint.origin, size: checkpoint.size, root: toBase64(checkpoint.root) },
            fingerprint: key === null ? null : key.fingerprint,
            key: own === null ? null : own.text,
            files: this.archive === null ? [] : this.archive.names,
            exported: exported === null ? null : { index: this.exportIndex, time: exported.timeText.text(), actor: exported.actor.text() },
        };
    }
}

function isText(piece, bytes) {
    return piece === null || bytes === null ? piece === bytes : piece.equals(bytes);
}
