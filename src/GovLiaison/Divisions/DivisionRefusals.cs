using GovLiaison.Common;

namespace GovLiaison.Divisions;

public static class DivisionRefusals
{
    /// <summary>The tree is imported once; later changes are changes.</summary>
    public static readonly Refusal DivisionsAlreadyThere = new("DivisionsAlreadyThere");

    public static readonly Refusal DivisionsFileEmpty = new("DivisionsFileEmpty");

    /// <summary>The first line does not say code,name,level,parent.</summary>
    public static Refusal DivisionsFileHeader(string expected) => new("DivisionsFileHeader", expected);

    /// <summary>Rows without four fields, with a code that is no number, without a name or with one that is too long.</summary>
    public static Refusal DivisionRowsBroken(string rows) => new("DivisionRowsBroken", rows);

    public static Refusal DivisionRowsDuplicate(string rows) => new("DivisionRowsDuplicate", rows);

    /// <summary>Rows whose parent is not in the file or does not stand above them.</summary>
    public static Refusal DivisionRowsOrphan(string rows) => new("DivisionRowsOrphan", rows);

    public static Refusal PasteTooLong(int most) => new("PasteTooLong", most);
}
