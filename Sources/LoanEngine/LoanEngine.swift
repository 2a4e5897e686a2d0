// The one import of an embedder.

@_exported public import CreditRisk
@_exported public import Cashflow
@_exported public import Lending
@_exported public import LinearAlgebra
@_exported public import LoanMath
@_exported public import LoanPricing
@_exported public import LoanUnits
@_exported public import PolicyDocument
@_exported public import Rescoring
@_exported public import Scoring
