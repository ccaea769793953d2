namespace GovLiaison.Web.Shell.Parts;

public enum StripKind { Fault, Caution, Note }
