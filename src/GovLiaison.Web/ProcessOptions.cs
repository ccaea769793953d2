using System.ComponentModel.DataAnnotations;

namespace GovLiaison.Web;

/// <summary>What a process does; section <c>Process</c>.</summary>
public sealed class ProcessOptions : IValidatableObject
{
    public const string Section = "Process";

    private static readonly string[] Known = ["console", "pages", "dispatch", "schedules"];

    /// <summary>Any of console, pages (/o, /r, /v), dispatch (sends), schedules (ladder); none named, the default, means all four.</summary>
    // empty by default, because the binder adds to what is there and could then never take a role away
    public IReadOnlyList<string> Roles { get; set; } = [];

    public bool Has(string role) => Roles.Count == 0 || Roles.Contains(role, StringComparer.OrdinalIgnoreCase);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        Roles.Except(Known, StringComparer.OrdinalIgnoreCase)
            .Select(role => new ValidationResult($"Process:Roles holds {role}; it may hold {string.Join(", ", Known)}."));
}
