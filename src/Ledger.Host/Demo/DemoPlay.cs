using Ledger.Journal;

namespace Ledger.Host.Demo;

/// <summary>Plays the story on a stage before an audience.</summary>
sealed class DemoPlay(IDemoStage stage, IDemoAudience audience)
{
    /// <summary>The exports that the demo leaves behind: one person's trail, the regulator's inquiry, everything.</summary>
    static readonly DemoWish[] Wishes = [new("person-anna", UserId: Story.Anna), new("inquiry-rkn-2025-31", Inquiry: Story.Inquiry), new("whole-year")];

    bool _repeated = true;
    int _events;

    /// <summary>Plays it; 0 where every export proved genuine, 1 where one did not, 2 where the folder's ledger refused the story.</summary>
    public async Task<int> Play(string folder, CancellationToken cancel)
    {
        var key = await stage.Key(cancel);
        audience.Opened(folder, key);
        foreach (var chapter in Story.Chapters)
            if (!await Tell(chapter, cancel)) return 2;
        stage.MoveTo(Story.End);
        if (_repeated) audience.Repeated(_events);
        audience.Remains(await stage.Duties(cancel), await stage.Findings(cancel));
        return await Export(key, cancel) ? 0 : 1;
    }

    async Task<bool> Tell(Chapter chapter, CancellationToken cancel)
    {
        var begun = false;
        foreach (var step in chapter.Steps)
        {
            stage.MoveTo(step.At);
            var published = await stage.Publish(step.Published(), cancel);
            if (published.Refusal is { } refusal)
            {
                audience.Refused(step, refusal);
                return false;
            }
            _events += published.Value.Count;
            // A step that was there already says nothing new; one that was cut off is told from where it goes on.
            if (published.Value.All(receipt => receipt.Duplicate)) continue;
            _repeated = false;
            if (!begun) audience.Began(chapter);
            begun = true;
            audience.Published(step, published.Value);
            await Look(step.Look, published.Value, cancel);
        }
        return true;
    }

    async Task Look(StoryLook? look, IReadOnlyList<Receipt> receipts, CancellationToken cancel)
    {
        var indexes = receipts.Select(receipt => receipt.Index).ToHashSet();
        switch (look)
        {
            case LookMay may: audience.Answered(may, await stage.May(may.Question, cancel)); break;
            case LookPerson person: audience.Opened(await stage.Person(person.UserId, cancel)); break;
            case LookFindings: audience.Found([.. (await stage.Findings(cancel)).Where(finding => indexes.Contains(finding.Index))]); break;
            case LookDuties: audience.Due([.. (await stage.Duties(cancel)).Where(duty => indexes.Contains(duty.OpenedBy))]); break;
            default: break;
        }
    }

    async Task<bool> Export(DemoKey key, CancellationToken cancel)
    {
        List<DemoExport> exports = [];
        var genuine = true;
        foreach (var wish in Wishes)
        {
            var export = await stage.Export(wish, cancel);
            var (known, unknown) = (await stage.Verify(export.Bundle, withKey: true, cancel), await stage.Verify(export.Bundle, withKey: false, cancel));
            audience.Exported(export, known, unknown);
            exports.Add(export);
            genuine &= known.Genuine;
        }
        audience.Ended(key, exports, genuine);
        return genuine;
    }
}
