namespace Ledger.Host.Generate;

/// <summary>Makes up one life: what a person of a vehicle-tracking service goes through in a year, and what goes wrong in some.</summary>
sealed class ScriptWriter(SeededNumbers numbers)
{
    const int Day = 86_400;
    const int LatePerMille = 18;

    readonly List<LifeStep> _steps = [];
    readonly List<int> _optedIn = [];
    readonly SortedSet<int> _systems = [];
    int _now;
    bool _insured;

    /// <summary>A whole life; the mistake, where there is one, is made once.</summary>
    public LifeScript Write(Mistake mistake)
    {
        Begin(mistake);
        var cycles = Cycles();
        for (var cycle = 0; cycle < cycles; cycle++) Live();
        Err(mistake);
        if (numbers.Chance(22)) Ask();
        if (numbers.Chance(40) || mistake == Mistake.Late) Withdraw(mistake == Mistake.Late);
        return new(numbers.Chance(400), [.. _steps.OrderBy(step => step.Arrives)]);
    }

    void Begin(Mistake mistake)
    {
        Add(StepKind.Registered);
        Pass(20, 180);
        Add(StepKind.Consented, mistake: mistake is Mistake.Bundled or Mistake.UnknownEdition ? mistake : Mistake.None);
        Pass(5, 60);
        Hold(StepKind.Provided, 0);
        if (numbers.Chance(650)) { Pass(30, 7_200); Hold(StepKind.Observed, 1); }
        Pass(10, 600);
        if (numbers.Chance(300))
        {
            Add(StepKind.ConsentedToImprovement);
            _systems.Add(1);   // consent to device data: after a withdrawal its system must say that there is none left
        }
        else if (numbers.Chance(120)) Add(StepKind.RefusedImprovement);
        _insured = numbers.Chance(150);
        if (_insured) Add(StepKind.ConsentedToInsurer);
        for (var kinds = numbers.Chance(600) ? 1 + numbers.Below(2) : 0; kinds > 0; kinds--) OptIn();
    }

    // Most people do little and a few do a lot: a geometric body, and one in forty with a long tail.
    int Cycles()
    {
        var cycles = 0;
        while (cycles < 12 && numbers.Chance(680)) cycles++;
        return numbers.Chance(25) ? cycles + 15 + numbers.Below(60) : cycles;
    }

    void Live()
    {
        Pass(Day / 4, numbers.Chance(700) ? 12 * Day : 50 * Day);
        switch (numbers.Below(100))
        {
            case < 45 when _optedIn.Count > 0: Add(StepKind.Messaged, _optedIn[numbers.Below(_optedIn.Count)]); break;
            case < 72: Add(StepKind.Disclosed, _insured && numbers.Chance(250) ? 1 : 0); break;
            case < 73: Add(StepKind.DisclosureRefused); break;
            case < 83: Hold(StepKind.Observed, 1); break;
            case < 90: Hold(StepKind.CaseOpened, 2); break;
            case < 94: Add(StepKind.Rectified); break;
            case < 96: Add(StepKind.Anonymised); break;
            case < 98 when _optedIn.Count > 0: OptOut(); break;
            default: OptIn(); break;
        }
    }

    void Err(Mistake mistake)
    {
        if (mistake is Mistake.None or Mistake.Bundled or Mistake.UnknownEdition or Mistake.Late) return;
        Pass(Day, 20 * Day);
        switch (mistake)
        {
            case Mistake.AfterOptOut:
                if (_optedIn.Count == 0) { OptIn(); Pass(Day, 5 * Day); }
                var kind = OptOut();
                Pass(Day / 2, 9 * Day);
                Add(StepKind.Messaged, kind, mistake);
                break;
            case Mistake.NoGround or Mistake.UnregisteredRecipient: Add(StepKind.Disclosed, 0, mistake); break;
            case Mistake.SupportDataElsewhere: Hold(StepKind.CaseOpened, 2, mistake); break;
            default: Hold(StepKind.Observed, mistake == Mistake.StoredAbroad ? 3 : 1, mistake); break;
        }
    }

    void Ask()
    {
        Pass(Day, 15 * Day);
        Add(StepKind.Asked);
        Pass(2 * Day, 11 * Day);
        Add(StepKind.Answered);
    }

    void Withdraw(bool late)
    {
        Pass(2 * Day, 30 * Day);
        Add(StepKind.Withdrew);
        Pass(Day, 4 * Day);
        Add(StepKind.Notified);
        if (late) Pass(32 * Day, 45 * Day);
        foreach (var system in _systems)
        {
            Pass(Day / 2, 6 * Day);
            Add(StepKind.Destroyed, system, late ? Mistake.Late : Mistake.None);
        }
    }

    void OptIn()
    {
        var kind = numbers.Below(Vocabulary.Kinds.Length);
        if (_optedIn.Contains(kind)) return;
        _optedIn.Add(kind);
        Pass(5, 300);
        Add(StepKind.OptedIn, kind);
    }

    int OptOut()
    {
        var place = numbers.Below(_optedIn.Count);
        var kind = _optedIn[place];
        _optedIn.RemoveAt(place);
        Add(StepKind.OptedOut, kind);
        return kind;
    }

    void Hold(StepKind kind, int system, Mistake mistake = Mistake.None)
    {
        _systems.Add(system);
        Add(kind, system, mistake);
    }

    // A fact that nothing waits for may arrive late: it is published hours or days after it happened.
    void Add(StepKind kind, int detail = 0, Mistake mistake = Mistake.None)
    {
        var mayBeLate = kind is StepKind.Provided or StepKind.Observed or StepKind.Messaged or StepKind.Disclosed or StepKind.CaseOpened;
        var delay = mayBeLate && numbers.Chance(LatePerMille * 2) ? 6 * 3_600 + numbers.Below(12 * Day) : 0;
        _steps.Add(new(kind, _now + delay, delay, detail, mistake));
        _now++;
    }

    void Pass(int least, int most) => _now += least + numbers.Below(most - least);
}
