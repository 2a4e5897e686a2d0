internal import CreditRisk
internal import Lending
internal import LoanFiles
internal import Rescoring
internal import Synchronization

/// The output of an earlier rescore, and what the run at hand finds of each loan: both outside memory.
final class OutputComparison: Sendable {
  let old: OldOutput
  /// Identifiers of both sides, each where its ``NamePlace`` says.
  let names: Spool
  /// Names of the grades of both sides.
  let grades = WordRegister()
  let loans: KeyedSpill<NewLoan>
  private let gradeNumbers: [UInt32]
  /// The spill belongs to one owner at a time.
  private let turn = Mutex<Void>(())

  /// Reads an earlier output.
  ///
  /// - Parameter grades: Those of the run.
  /// - Throws: ``TapeFault``
  init(path: String, grades names: [String], in folder: TemporaryFolder, threads: Int) throws {
    let grades = grades
    gradeNumbers = names.map { grades.number(of: Array($0.utf8)) }
    do {
      self.names = try Spool(in: folder)
      loans = try KeyedSpill(in: folder, partitionCount: ComparedParts.count)
    } catch {
      throw TapeFault.file(error)
    }
    old = try OldOutput(path: path, names: self.names, grades: grades, in: folder, threads: threads)
  }

  /// What one worker keeps while it takes batches in.
  struct Workspace {
    fileprivate var records: [NewLoan] = []
    fileprivate var probability = PrintedNumber()
    fileprivate var severity = PrintedNumber()
    fileprivate var weight = PrintedNumber()
    fileprivate var rate = PrintedNumber()
  }

  /// Takes in what was found of a batch.
  func take(
    _ batch: LoanBatch, _ result: RescoredBatch, _ inputs: [LossInputs], _ workspace: inout Workspace
  ) throws(FileFault) {
    workspace.records.removeAll(keepingCapacity: true)
    guard batch.count > 0 else { return }
    let bytes = batch.identifierBytes.span
    let used = bytes.extracting(0..<batch.identifierRange(of: batch.count - 1).upperBound)
    let start = try names.append(used).offset
    for row in 0..<min(batch.count, inputs.count) {
      let range = batch.identifierRange(of: row)
      let performing = workspace.probability.read(inputs[row].probability)
      let isNonPerforming = result.verdict[row].riskClass.isNonPerforming
      let printed = ComparedLoan(
        probability: isNonPerforming ? 1 : performing,
        severity: workspace.severity.read(result.lossGivenDefault[row]), exposure: result.exposure[row],
        loss: result.loss[row], riskWeighted: result.riskWeighted[row],
        riskWeight: workspace.weight.read(result.riskWeight[row]), capital: result.capital[row],
        requiredRate: workspace.rate.read(result.requiredRate[row]),
        grade: gradeNumbers[Int(result.grade[row])], riskClass: result.verdict[row].riskClass.rawValue,
        stage: result.stage[row])
      let loan = PricedLoan(
        result: printed, performingProbability: performing, riskWeight: result.riskWeight[row],
        inputs: inputs[row], provision: batch[.provision, row], hasUndrawn: batch[.undrawn, row] > 0)
      workspace.records.append(
        NewLoan(
          digest: Digest128(bytes.extracting(range)),
          name: NamePlace(offset: start + range.lowerBound, count: range.count), loan: loan))
    }
    let records = workspace.records
    try turn.withLock { _ throws(FileFault) in
      for record in records { try loans.append(record, key: record.digest.high) }
    }
  }
}

extension OutputComparison {
  /// Compares, once all loans are taken in.
  ///
  /// - Parameter differences: Where every loan goes that differs; nil: nowhere.
  /// - Throws: ``TapeFault``
  func result(
    _ rescore: BatchRescore, in folder: TemporaryFolder, threads: Int, differences: OutputSink?
  ) throws -> ComparisonResult {
    do {
      let sorted = try differences.map { _ in try SortedSpill(in: folder) }
      let result = try ComparisonJoin(comparison: self, losses: LossComparison(rescore), sorted: sorted)
        .run(threads: threads)
      if let sorted, let differences {
        try DifferencesFile(grades: grades.words).write(try sorted.makeReader(), to: differences)
      }
      return result
    } catch let fault as FileFault {
      throw TapeFault.file(fault)
    }
  }
}
