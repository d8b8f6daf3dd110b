using Ledger.Access;
using Ledger.Policies;

namespace Ledger.Host.Web.Layout;

/// <summary>An entry of the menu; one without an address names the group that follows.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Address">Where it leads.</param>
/// <param name="Roles">Who sees it, besides the administrator.</param>
sealed record Section(LocalText Name, string? Address, params Role[] Roles);

/// <summary>The menu.</summary>
static class Sections
{
    static readonly Section[] All =
    [
        new(new("Сегодня", "Today"), OfficerConsole.Root, Role.Officer, Role.Auditor),
        new(new("Субъекты", "Persons"), Persons.PersonPage.Root, Role.Officer, Role.Auditor),
        new(new("Обращения и ответы", "Inquiries and answers"), Session.FirstPages.Inquiries, Role.Regulator),
        new(new("Работа", "Work"), null, Role.Officer),
        new(new("Что записать", "What to record"), $"{OfficerConsole.Root}/tasks", Role.Officer),
        new(new("Принять обращение", "Take in an inquiry"), $"{OfficerConsole.Root}/tasks/inquiry", Role.Officer),
        new(new("Уничтожение", "Destruction"), $"{OfficerConsole.Root}/tasks/destruction", Role.Officer),
        new(new("Реестры", "Registers"), null, Role.Officer, Role.Auditor),
        .. Registers.RegisterCatalogue.All.Select(register => new Section(register.Title, Registers.RegisterCatalogue.AddressOf(register), Role.Officer, Role.Auditor)),
        new(new("Доказательства", "Evidence"), null, Role.Officer, Role.Auditor),
        new(new("Выгрузка", "Export"), $"{OfficerConsole.Root}/export", Role.Officer, Role.Auditor),
        new(new("Подлинность журнала", "Trust"), $"{OfficerConsole.Root}/trust", Role.Officer, Role.Auditor),
    ];

    /// <summary>What a role sees of it.</summary>
    public static IEnumerable<Section> For(Role role) => All.Where(section => AllowAttribute.All(section.Roles).Contains(role));
}
